// Networks of several kinds and sizes, to see on which backend a step of each is fastest.
const dense = (input, ...units) => ({
  input: [input],
  layers: units.map((each, i) => ({ type: 'dense', units: each, activation: i === units.length - 1 ? 'linear' : 'relu' })),
});
const conv = (size, channels, ...filters) => ({
  input: [size, size, channels],
  layers: [
    ...filters.flatMap((each) => [
      { type: 'conv2d', filters: each, kernelSize: 3, activation: 'relu' },
      { type: 'maxPooling2d', poolSize: 2 },
    ]),
    { type: 'flatten' },
    { type: 'dense', units: 10 },
  ],
});
const recurrent = (type, steps, units) => ({
  input: [steps, 8],
  layers: [
    { type, units },
    { type: 'dense', units: 1 },
  ],
});
const embedding = (words, size) => ({
  input: [20],
  below: words,
  layers: [{ type: 'embedding', inputDim: words, outputDim: size }, { type: 'flatten' }, { type: 'dense', units: 1 }],
});
const conv1d = (steps, filters) => ({
  input: [steps, 8],
  layers: [{ type: 'conv1d', filters, kernelSize: 5, activation: 'relu' }, { type: 'globalMaxPooling1d' }, { type: 'dense', units: 1 }],
});
/** Blocks as of a small MobileNet. */
const separable = (size, ...filters) => ({
  input: [size, size, 3],
  layers: [
    ...filters.flatMap((each) => [
      { type: 'separableConv2d', filters: each, kernelSize: 3, padding: 'same', useBias: false },
      { type: 'batchNormalization' },
      { type: 'activation', activation: 'relu' },
    ]),
    { type: 'globalAveragePooling2d' },
    { type: 'dense', units: 10 },
  ],
});

/** By name; each for batches of the sizes that follow. */
export const networks = {
  'dense 32-64-10': [dense(32, 64, 10), 128],
  'dense 784-128-10': [dense(784, 128, 10), 32, 128, 512],
  'dense 512-512-512-10': [dense(512, 512, 512, 10), 32, 128, 512],
  'dense 64-64 five times': [dense(64, 64, 64, 64, 64, 64), 32, 128],
  'dense 1024-2048-2048-10': [dense(1024, 2048, 2048, 10), 32, 128, 512],
  'conv2d 12x12x1, 4': [conv(12, 1, 4), 32],
  'conv2d 28x28x1, 8-16': [conv(28, 1, 8, 16), 32, 128],
  'conv2d 32x32x3, 32-64': [conv(32, 3, 32, 64), 32, 128],
  'conv2d 64x64x3, 64-64': [conv(64, 3, 64, 64), 32],
  'separable 32x32x3, 16-32': [separable(32, 16, 32), 32],
  'separable 32x32x3, 64-128': [separable(32, 64, 128), 32],
  'lstm 10 steps, 8 units': [recurrent('lstm', 10, 8), 32],
  'lstm 10 steps, 128 units': [recurrent('lstm', 10, 128), 32],
  'lstm 30 steps, 32 units': [recurrent('lstm', 30, 32), 32, 256],
  'lstm 30 steps, 256 units': [recurrent('lstm', 30, 256), 32, 128],
  'lstm 100 steps, 8 units': [recurrent('lstm', 100, 8), 32],
  'gru 30 steps, 32 units': [recurrent('gru', 30, 32), 32],
  'gru 30 steps, 256 units': [recurrent('gru', 30, 256), 128],
  'simpleRNN 30 steps, 32 units': [recurrent('simpleRNN', 30, 32), 32],
  'embedding 2000 words, 16': [embedding(2000, 16), 32],
  'embedding 20000 words, 64': [embedding(20_000, 64), 128],
  'conv1d 100 steps, 16': [conv1d(100, 16), 32],
  'conv1d 200 steps, 64': [conv1d(200, 64), 128],
};
