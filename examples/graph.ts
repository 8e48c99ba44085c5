// A graph: two inputs, one shared layer, two outputs. It is checked as it stands, and compiles to an ordinary tf.LayersModel.
import { check, compile, toSpec } from 'netspec';

const spec = {
  inputs: { left: [8], right: [8] },
  layers: [
    { type: 'dense', id: 'reader', units: 16, activation: 'relu', from: 'left' },
    { type: 'shared', id: 'again', of: 'reader', from: 'right' },
    { type: 'concatenate', id: 'both', from: ['reader', 'again'] },
    { type: 'dense', id: 'alike', units: 1, activation: 'sigmoid', from: 'both' },
    { type: 'dense', id: 'distance', units: 1, from: 'both' },
  ],
  outputs: ['alike', 'distance'],
} as const;

console.log(check(spec)); // a list of problems: none
const layersModel = compile(spec, { seed: 1 });
console.log(layersModel.outputNames, layersModel.countParams());
console.log(JSON.stringify(toSpec(layersModel).layers.map(({ type }) => type)));
layersModel.dispose();
