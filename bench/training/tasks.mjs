// The same networks and data for both sides: a spec for netspec, layers for stock TF.js.
const numbers = (count, seed) => {
  let state = seed;
  return Float32Array.from({ length: count }, () => (state = (state * 16807) % 2147483647) / 2147483647);
};
const oneHot = (rows, classes) =>
  Float32Array.from({ length: rows * classes }, (_, q) => Number(Math.floor(q / classes) % classes === q % classes));

const dense = [
  ['dense', { units: 128, activation: 'relu' }],
  ['dense', { units: 10, activation: 'softmax' }],
];
const mlp = { rows: 3200, input: [784], output: [10], loss: 'categoricalCrossentropy', layers: dense };

/**
 * batchSize, rows, shapes of a row, and the layers, which go by the same names and arguments in both. `wanted` is how many times
 * the pace of stock the eager step should have on each backend; of stock on cpu where stock cannot train on WebAssembly.
 */
export const tasks = {
  xor: {
    batchSize: 4,
    rows: 400,
    input: [2],
    output: [1],
    loss: 'binaryCrossentropy',
    layers: [
      ['dense', { units: 8, activation: 'tanh' }],
      ['dense', { units: 1, activation: 'sigmoid' }],
    ],
  },
  mlp: { ...mlp, batchSize: 32, wanted: { cpu: 2.5, wasm: 3 } },
  mlp128: { ...mlp, batchSize: 128, wanted: { cpu: 2.5, wasm: 3 } },
  cnn: {
    batchSize: 32,
    wanted: { cpu: 7, wasm: 120 },
    rows: 64,
    input: [28, 28, 1],
    output: [10],
    loss: 'categoricalCrossentropy',
    layers: [
      ['conv2d', { filters: 8, kernelSize: 3, activation: 'relu' }],
      ['maxPooling2d', { poolSize: 2 }],
      ['conv2d', { filters: 16, kernelSize: 3, activation: 'relu' }],
      ['maxPooling2d', { poolSize: 2 }],
      ['flatten', {}],
      ['dense', { units: 10, activation: 'softmax' }],
    ],
  },
  lstm: {
    batchSize: 32,
    rows: 320,
    input: [30, 8],
    output: [1],
    loss: 'meanSquaredError',
    layers: [
      ['lstm', { units: 32 }],
      ['dense', { units: 1 }],
    ],
  },
  embedding: {
    batchSize: 32,
    rows: 320,
    wanted: { cpu: 1, wasm: 100 },
    input: [20],
    below: 2000,
    output: [1],
    loss: 'meanSquaredError',
    layers: [
      ['embedding', { inputDim: 2000, outputDim: 16 }],
      ['flatten', {}],
      ['dense', { units: 1 }],
    ],
  },
};

export const dataOf = ({ rows, input, output, loss, below }) => {
  const size = (shape) => shape.reduce((all, n) => all * n, 1);
  const xs = numbers(rows * size(input), 7).map((value) => (below === undefined ? value : Math.floor(value * below)));
  if (loss === 'categoricalCrossentropy') return { xs, ys: oneHot(rows, output[0]) };
  return { xs, ys: numbers(rows, 11).map((value) => (loss === 'binaryCrossentropy' ? Math.round(value) : value)) };
};

/** The answers for so many rows are measured by `predict`. */
export const PREDICTED_ROWS = 10_000;

/** So long a training is measured, after one epoch that is not. */
export const SECONDS = 2;
