import { beforeAll, describe, expect, test } from '@jest/globals';
import { useBackend } from '../../src/node/backend.ts';
import { optimizers } from '../../src/spec/optimizers.ts';
import { makers, recorded, split, walk } from './walk.ts';

const cases = recorded.cases.map((one) => [JSON.stringify(one.optimizer), one] as const);

/** The largest difference of two lists of steps, relative to what is expected; near 0, to 0.1, since weights have 32 bits. */
const distance = (received: readonly (readonly number[])[], expected: readonly (readonly number[])[]) =>
  Math.max(...expected.flatMap((step, s) => step.map((value, i) => Math.abs(received[s]![i]! - value) / Math.max(Math.abs(value), 0.1))));

beforeAll(() => useBackend('wasm'));

describe.each(['plain JavaScript', 'WebAssembly'] as const)('on %s', (place) => {
  test.each(cases)('%s steps as Keras does', (_, { optimizer, weights, averages = [] }) => {
    const made = makers[place](optimizer);
    const ours = walk(made, split(recorded.weights), optimizer.learningRate);
    made.dispose();
    expect(ours.weights).toHaveLength(weights.length);
    expect(distance(ours.weights, weights)).toBeLessThan(1e-6);
    expect(ours.averages).toHaveLength(averages.length);
    if (averages.length > 0) expect(distance(ours.averages, averages)).toBeLessThan(1e-6);
  });
});

test('every optimizer is compared, but momentum, whose form is that of TF.js', () => {
  const compared = new Set(recorded.cases.map(({ optimizer }) => optimizer.type));
  expect([...compared, 'momentum'].sort()).toEqual(Object.keys(optimizers).sort());
});
