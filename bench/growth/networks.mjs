/** Networks that are quick to train for 100,000 steps. */
export const networks = {
  xor: {
    input: [2],
    loss: 'binaryCrossentropy',
    layers: [
      { type: 'dense', units: 8, activation: 'tanh' },
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ],
  },
  mlp: {
    input: [64],
    loss: 'binaryCrossentropy',
    layers: [
      { type: 'dense', units: 128, activation: 'relu' },
      { type: 'dropout', rate: 0.1 },
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ],
  },
  cnn: {
    input: [8, 8, 1],
    loss: 'binaryCrossentropy',
    layers: [
      { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
      { type: 'maxPooling2d', poolSize: 2 },
      { type: 'flatten' },
      { type: 'dense', units: 1, activation: 'sigmoid' },
    ],
  },
  lstm: {
    input: [6, 2],
    loss: 'meanSquaredError',
    layers: [
      { type: 'lstm', units: 8 },
      { type: 'dense', units: 1 },
    ],
  },
};
