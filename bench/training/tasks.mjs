// The same networks and data for every side: a spec for netspec, layers for stock TF.js and Keras, a graph for onnxruntime.
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

const xor = {
  batchSize: 4,
  rows: 400,
  input: [2],
  output: [1],
  loss: 'binaryCrossentropy',
  layers: [
    ['dense', { units: 8, activation: 'tanh' }],
    ['dense', { units: 1, activation: 'sigmoid' }],
  ],
};
const lstm = {
  batchSize: 32,
  rows: 3200,
  input: [30, 8],
  output: [1],
  loss: 'meanSquaredError',
  layers: [
    ['lstm', { units: 32 }],
    ['dense', { units: 1 }],
  ],
};

/** The recurrent network, told which gates it has: that of Keras has others by default than that of TensorFlow.js. */
const withGates = (recurrentActivation) => ({
  ...lstm,
  layers: [['lstm', { units: 32, recurrentActivation }], ...lstm.layers.slice(1)],
});

/**
 * batchSize, rows (an epoch is 100 steps, or 25 of 128 rows, so that what begins and ends one counts for little), shapes of a row,
 * and the layers, which go by the same names and arguments everywhere.
 */
export const tasks = {
  xor,
  mlp: { ...mlp, batchSize: 32 },
  mlp128: { ...mlp, batchSize: 128 },
  cnn: {
    batchSize: 32,
    rows: 3200,
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
  lstm,
  embedding: {
    batchSize: 32,
    rows: 3200,
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
  // Beside peers that do many steps in a call, 50 or an epoch: the rows make a multiple of 50 steps.
  xor4000: { ...xor, rows: 4000 },
  mlp12800: { ...mlp, rows: 12_800, batchSize: 32 },
  mlp12800By128: { ...mlp, rows: 12_800, batchSize: 128 },
  lstmSigmoid: withGates('sigmoid'),
  lstmHardSigmoid: withGates('hardSigmoid'),
};

export const sizeOf = (shape) => shape.reduce((all, n) => all * n, 1);

/** Of a task; one with other `rows` in it has more or fewer of them. */
export const dataOf = ({ rows, input, output, loss, below }) => {
  const xs = numbers(rows * sizeOf(input), 7).map((value) => (below === undefined ? value : Math.floor(value * below)));
  if (loss === 'categoricalCrossentropy') return { xs, ys: oneHot(rows, output[0]) };
  return { xs, ys: numbers(rows, 11).map((value) => (loss === 'binaryCrossentropy' ? Math.round(value) : value)) };
};

/** So many numbers of either sign, none more than 0.1. */
export const smallNumbers = (count, seed) => numbers(count, seed).map((value) => value / 5 - 0.1);

export const specOf = ({ input, layers }) => ({ network: { input, layers: layers.map(([type, options]) => ({ type, ...options })) } });

/** The network of a task in the umbrella package. */
export function stockModel(tf, { input, layers }) {
  const model = tf.sequential();
  layers.forEach(([type, options], i) => model.add(tf.layers[type]({ ...options, ...(i === 0 ? { inputShape: input } : {}) })));
  return model;
}
