import { describe, expect, test } from '@jest/globals';
import type { NetworkSpec } from 'netspec';
import { chooseBackend, type BackendName } from '../../src/backend/choose.ts';
import { stepWork } from '../../src/backend/stepWork.ts';
import { nativeSettings } from '../../src/backend/nativeSettings.ts';
import { workOfAnswering, workOfTraining } from '../../src/backend/work.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { kernelsOfStep } from './kernelsOfStep.ts';

const networkOf = (network: NetworkSpec) => parseModel({ network, training: { loss: 'meanSquaredError' } }).network;

const dense = (...[input, ...units]: readonly number[]): NetworkSpec => ({
  input: [input!],
  layers: units.map((each) => ({ type: 'dense', units: each, activation: 'relu' })),
});
const recurrent = (type: 'lstm' | 'gru' | 'simpleRNN', steps: number, units: number): NetworkSpec => ({
  input: [steps, 8],
  layers: [
    { type, units },
    { type: 'dense', units: 1 },
  ],
});
const conv = (size: number, ...filters: readonly number[]): NetworkSpec => ({
  input: [size, size, 3],
  layers: [
    ...filters.flatMap((each) => [{ type: 'conv2d', filters: each, kernelSize: 3 } as const, { type: 'maxPooling2d' } as const]),
    { type: 'flatten' },
    { type: 'dense', units: 10 },
  ],
});
const embedding: NetworkSpec = {
  input: [20],
  layers: [{ type: 'embedding', inputDim: 2000, outputDim: 16 }, { type: 'flatten' }, { type: 'dense', units: 1 }],
};

describe('the estimate of a step', () => {
  test.each([
    { name: 'dense', network: dense(8, 16, 16, 4) },
    { name: 'convolutions', network: conv(12, 4, 4) },
    { name: 'embedding', network: embedding },
    { name: 'lstm', network: recurrent('lstm', 10, 4) },
    { name: 'gru', network: recurrent('gru', 10, 4) },
    { name: 'simpleRNN', network: recurrent('simpleRNN', 10, 4) },
    { name: 'bidirectional', network: { input: [6, 3], layers: [{ type: 'bidirectional', layer: { type: 'lstm', units: 2 } }] } as const },
  ])('knows the operations that TF.js really runs to a quarter: $name', async ({ network }) => {
    const run = await kernelsOfStep(network);
    const { operations } = stepWork(networkOf(network), 2);
    expect(operations).toBeGreaterThan(run * 0.75);
    expect(operations).toBeLessThan(run * 1.25);
  });

  test('counts multiply-adds forward and twice backward, once for each row and place', () => {
    expect(stepWork(networkOf(dense(784, 128, 10)), 32).multiplyAdds).toBe(3 * 32 * (784 * 128 + 128 * 10));
    expect(stepWork(networkOf(conv(12, 4)), 2).multiplyAdds).toBe(3 * 2 * (10 * 10 * 9 * 3 * 4 + 100 * 10));
    expect(stepWork(networkOf(recurrent('lstm', 30, 32)), 2).multiplyAdds).toBe(3 * 2 * (30 * (8 + 32) * 128 + 32));
  });
});

/** Of a run. */
const STEPS = 1_000;

/** What auto takes to train it, where all backends start but these. */
async function takenFor(
  network: NetworkSpec,
  batchSize: number,
  { isRecorded = true, threads = 2, steps = STEPS, without = [] as readonly BackendName[] } = {},
): Promise<BackendName> {
  const start = (name: BackendName) => Promise.resolve(without.includes(name) ? 'it does not start' : undefined);
  return (await chooseBackend('auto', start, workOfTraining(networkOf(network), batchSize, isRecorded, steps), threads)).name;
}

describe('a training step', () => {
  const longer = recurrent('lstm', 30, 32);
  const small = [
    { name: 'of small dense layers', network: dense(32, 64, 10), batchSize: 128 },
    { name: 'of a short sequence', network: recurrent('lstm', 10, 8), batchSize: 32 },
    { name: 'of a longer sequence', network: longer, batchSize: 32 },
    { name: 'of an embedding', network: embedding, batchSize: 32 },
    { name: 'of small images', network: conv(12, 4), batchSize: 32 },
  ];
  const large = [
    { name: 'of wide dense layers', network: dense(1024, 1024, 1024), batchSize: 512 },
    { name: 'of large images', network: conv(64, 64, 64), batchSize: 32 },
  ];

  const medium = { name: 'of a digit classifier', network: dense(784, 128, 10), batchSize: 32 };

  test.each([...small, medium])('$name is for WebAssembly', async ({ network, batchSize }) => {
    expect(await takenFor(network, batchSize)).toBe('wasm');
  });

  test('of a digit classifier is for native bindings where there are many of them, and of a short sequence never', async () => {
    expect(await takenFor(medium.network, 32, { steps: 100_000 })).toBe('native');
    expect(await takenFor(recurrent('lstm', 10, 8), 32, { steps: 1_000_000 })).toBe('wasm');
  });

  test.each(small.filter(({ network }) => network !== longer))(
    '$name is sooner done by plain JavaScript than by native bindings',
    async ({ network, batchSize }) => {
      expect(await takenFor(network, batchSize, { without: ['wasm'] })).toBe('cpu');
    },
  );

  test.each(large)('$name is for native bindings, and without them for WebAssembly', async ({ network, batchSize }) => {
    expect(await takenFor(network, batchSize)).toBe('native');
    expect(await takenFor(network, batchSize, { without: ['native'] })).toBe('wasm');
  });

  test('of many units is for native bindings, but in a short run', async () => {
    const network = recurrent('lstm', 30, 256);
    expect(await takenFor(network, 48)).toBe('native');
    expect(await takenFor(network, 48, { steps: 30 })).toBe('wasm');
  });

  test('that is not recorded for its layers costs what the operations of TF.js do', () => {
    const carries = (stateful: boolean) =>
      networkOf({ input: { shape: [10, 8], batchSize: 32 }, layers: [{ type: 'lstm', units: 128, stateful }] } as NetworkSpec);
    expect(workOfTraining(carries(true), 32, true, STEPS)).toEqual(workOfTraining(carries(false), 32, false, STEPS));
    expect(workOfTraining(carries(true), 32, true, STEPS)).not.toEqual(workOfTraining(carries(false), 32, true, STEPS));
  });

  test('is for native bindings where they have threads enough', async () => {
    const network = dense(512, 512, 512, 10);
    expect(await takenFor(network, 128, { threads: 1, steps: 100 })).toBe('wasm');
    expect(await takenFor(network, 128, { threads: 32, steps: 100 })).toBe('native');
  });

  test('whose sizes the data tell is estimated all the same', async () => {
    expect(await takenFor({ input: [null, 8], layers: [{ type: 'lstm', units: 8 }] }, 32)).toBe('wasm');
  });
});

test('answering is tiny, for few rows or large by what a row costs', () => {
  expect(workOfAnswering(networkOf(dense(8, 16, 4)))).toBe('tiny');
  expect(workOfAnswering(networkOf(conv(28, 8, 16)))).toBe('fewRows');
  expect(workOfAnswering(networkOf(conv(64, 64, 64)))).toBe('large');
});

test('a network of many short operations has one thread for each, another as many as there are cores', () => {
  const threads = (network: NetworkSpec, batchSize: number) =>
    nativeSettings(workOfTraining(networkOf(network), batchSize, true, STEPS)).threads;
  expect([threads(recurrent('lstm', 30, 32), 32), threads(dense(784, 128, 10), 32)]).toEqual([1, 1]);
  expect([threads(dense(784, 1024, 1024, 10), 128), threads(conv(28, 8, 16), 32)]).toEqual([undefined, undefined]);
});

test.each<readonly [string, true | undefined, ...(readonly [NetworkSpec, number])[]]>([
  ['short operations', undefined, [recurrent('lstm', 30, 32), 32], [dense(20, 32, 10), 32]],
  [
    'long operations, or convolutions,',
    true,
    [recurrent('lstm', 30, 128), 32],
    [dense(784, 128, 10), 32],
    [conv(28, 8, 16), 32],
    [conv(12, 4), 1],
  ],
])('a network of %s has oneDNN in TensorFlow: %j', (_, hasOneDnn, ...networks) => {
  for (const [network, batchSize] of networks) {
    expect(nativeSettings(workOfTraining(networkOf(network), batchSize, true, STEPS)).hasOneDnn).toBe(hasOneDnn);
  }
});

test('where nothing is known of the work, TensorFlow has oneDNN and its own threads', () => {
  for (const work of [undefined, 'unknown', 'large'] as const) expect(nativeSettings(work)).toEqual({ hasOneDnn: true });
});
