import { oneOf } from '../spec/option.ts';

export const answeringStep = oneOf(['auto', 'eager'])({
  doc: 'How batches are answered. auto: a small chain of dense layers by plain loops; on cpu and wasm others are recorded once and run from then on, to the same bits, on native bindings as a graph. eager: each operation by TensorFlow.js.',
  default: 'auto',
});
