import { beforeAll, describe, expect, test } from '@jest/globals';
import { encodeSnapshot } from '../../src/checkpoint/snapshotFile.ts';
import { crc32 } from '../../src/crc.ts';
import { useBackend } from '../../src/node/backend.ts';
import type { Optimizer } from '../../src/optimizers/optimizer.ts';
import { optimizers, type OptimizerSpec } from '../../src/spec/optimizers.ts';
import { specsOf, variants } from './variants.ts';
import { make, makers, recorded, split, walk } from './walk.ts';

beforeAll(() => useBackend('wasm'));

describe.each(Object.keys(optimizers))('%s', (type) => {
  test.each(specsOf(type))('goes on bit for bit where its state is put into another: %j', (spec) => {
    // 5 steps: in the middle of an accumulation.
    for (const [stop, create] of [0, 1, 5].flatMap((stop) => Object.values(makers).map((create) => [stop, create] as const))) {
      const [uninterrupted, first, second] = [create(spec), create(spec), create(spec)];
      const whole = walk(uninterrupted, split(recorded.weights), 0.1);
      const weights = split(recorded.weights);
      const begun = walk(first, weights, 0.1, { to: stop });
      const saved = first.save();
      const kept = structuredClone(saved);
      second.restore(saved);
      const ended = walk(second, weights, 0.1, { from: stop });
      expect([...begun.weights, ...ended.weights]).toEqual(whole.weights);
      expect([...begun.averages, ...ended.averages]).toEqual(whole.averages);
      // Neither the one that saved nor the one that restored writes into the snapshot.
      walk(first, split(recorded.weights), 0.1);
      expect(saved).toEqual(kept);
      for (const optimizer of [uninterrupted, first, second]) optimizer.dispose();
    }
  });
});

test('the state of other weights is refused', () => {
  const other: Optimizer = make('adam', [{ name: 'a/kernel', layer: 'a', size: 3, decays: true }]);
  expect(() => make('adam').restore(other.save())).toThrow('internal: the state of an optimizer belongs to other weights');
});

test('a state is plain data, whose sums do not change from one version to the next', () => {
  const specs = Object.keys(optimizers).flatMap((type) => [{ type }, ...(variants[type] ?? []).map((own) => ({ type, ...own }))]);
  const all = [...specs, { type: 'adam', gradientAccumulationSteps: 3, useEma: true }] as unknown as readonly OptimizerSpec[];
  const told = all.map((spec) => {
    const optimizer = make(spec);
    walk(optimizer, split(recorded.weights), 0.1);
    // The last four bytes are the sum of the file itself.
    const bytes = encodeSnapshot(optimizer.save());
    return `${JSON.stringify(spec)} ${bytes.length} ${crc32(bytes.subarray(0, -4)).toString(16)}`;
  });
  expect(told.join('\n')).toMatchInlineSnapshot(`
   "{"type":"sgd"} 44 31b8f246
   {"type":"sgd","momentum":0.9,"nesterov":true} 124 94df57ab
   {"type":"momentum"} 124 ca2e182a
   {"type":"adagrad"} 124 9674c3b8
   {"type":"adadelta"} 236 b9934bff
   {"type":"rmsprop"} 124 32b3a051
   {"type":"rmsprop","momentum":0.5} 204 47e16476
   {"type":"rmsprop","centered":true} 220 8656f8f9
   {"type":"adam"} 276 1fb145e7
   {"type":"adam","amsgrad":true} 364 c20c88eb
   {"type":"amsgrad"} 364 c20c88eb
   {"type":"adamax"} 260 9f8f29a2
   {"type":"adamax","decay":0.1} 260 9f8f29a2
   {"type":"nadam"} 308 6927833
   {"type":"adamW"} 276 920445f7
   {"type":"adamW","amsgrad":true} 364 dd8a494a
   {"type":"lion"} 124 2c0cd905
   {"type":"adam","gradientAccumulationSteps":3,"useEma":true} 500 222eb805"
  `);
});
