/* global require */
// XOR with every option of brain.js at its default.
const brain = require('brain.js'); // eslint-disable-line @typescript-eslint/no-require-imports -- the way in which it loads fastest

const network = new brain.NeuralNetwork();
const result = network.train([
  { input: [0, 0], output: [0] },
  { input: [0, 1], output: [1] },
  { input: [1, 0], output: [1] },
  { input: [1, 1], output: [0] },
]);
console.log(
  result,
  [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ].map((input) => network.run(input)[0]),
);
