import { expect, test } from '@jest/globals';
import { train, type ModelSpec } from 'netspec';
import { leaveNoTensors, weightsOf } from '../train/tensors.ts';

leaveNoTensors();

const dense = (units: number) => ({ type: 'dense', units, activation: 'relu' }) as const;
const rows = Array.from({ length: 200 }, (_, i) => ({ a: Math.sin(i * 1.7), b: Math.cos(i * 2.3), y: Math.sin(i * 1.7) * 2 }));
const specOf = (layers: NonNullable<ModelSpec['network']>['layers']): ModelSpec => ({
  features: { a: 'number', b: 'number' },
  target: { y: 'number' },
  network: { layers },
  training: { epochs: 2, seed: 5 },
});
const small = specOf([dense(4)]);
const large = specOf([dense(256), { type: 'batchNormalization' }, dense(256)]);

async function trained(spec: ModelSpec) {
  const told: string[] = [];
  const model = await train(spec, rows, {
    onBackend: ({ name }) => told.push(name),
    onStep: ({ step }) => told.push(step),
  });
  const found = { told, weights: weightsOf(model.layersModel), history: model.history };
  model.dispose();
  return found;
}

// In a process in which WebAssembly has not started before the first.
test('a small and a large training begun at once each compute on the backend that they tell, to the bits of each alone', async () => {
  const [one, other] = await Promise.all([trained(small), trained(large)]);
  const [another, again] = await Promise.all([trained(large), trained(small)]);
  const [aloneSmall, aloneLarge] = [await trained(small), await trained(large)];
  expect([aloneSmall.told, aloneLarge.told]).toEqual([
    ['cpu', 'plain'],
    ['wasm', 'recorded'],
  ]);
  expect([one, again]).toEqual([aloneSmall, aloneSmall]);
  expect([other, another]).toEqual([aloneLarge, aloneLarge]);
});
