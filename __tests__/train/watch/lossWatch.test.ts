import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { tf } from '#tf';
import { train } from 'netspec';
import type { ModelSpec } from '../../../src/spec/model.ts';
import { lossRange, type LossRange } from '../../../src/train/watch/lossRange.ts';
import { lossWatch } from '../../../src/train/watch/lossWatch.ts';
import { watched, wave } from './runs.ts';

let before: number;
beforeEach(async () => {
  await tf.setBackend('cpu');
  before = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.memory().numTensors).toBe(before);
});

/** What is told of a run, with the epoch. */
function told(losses: readonly number[], epochs = losses.length, range?: LossRange): readonly string[] {
  const watch = lossWatch(range);
  return losses.flatMap((loss, i) => {
    const warning = watch.observe(i + 1, loss, epochs);
    return warning === undefined ? [] : [`${i + 1} ${warning.about}: ${warning.message}`];
  });
}

const flat = (length: number, wander = 0) => Array.from({ length }, (_, i) => 0.6931 + wander * Math.sin(5 * i));

describe('a loss that does not fall is told once', () => {
  test('after five epochs of a short run', () => {
    expect(told(flat(20)).join('\n')).toMatchInlineSnapshot(`
     "5 lossDoesNotMove: the loss has not moved from 0.693 in 5 epochs
       - the learning rate may be too small (or so large that all units died): findLearningRate (--find-learning-rate) suggests one
       - units may be dead (relu that answers 0 for every row), or the inputs not scaled
       - the labels may not belong to the rows, or may not follow from them at all
       overfitBatch (--overfit-batch) tells in seconds whether the network can learn a few rows by heart"
    `);
  });

  test('after a tenth of a long one', () => {
    expect(told(flat(200, 0.003), 200).join('\n')).toMatchInlineSnapshot(`
     "20 lossDoesNotMove: the loss has not fallen in 20 epochs: 0.693 at first, 0.69 at best
       - the learning rate may be too large, or too small: findLearningRate (--find-learning-rate) suggests one
       - units may be dead (relu that answers 0 for every row), or the inputs not scaled
       - the labels may not belong to the rows, or may not follow from them at all
       overfitBatch (--overfit-batch) tells in seconds whether the network can learn a few rows by heart"
    `);
  });

  test('also where it rises', () => {
    expect(told([1, 1.2, 1.5, 2, 3, 4])).toHaveLength(1);
  });

  test('also by a watch that goes on from what another kept', () => {
    const first = lossWatch();
    for (const epoch of [1, 2, 3]) first.observe(epoch, 0.7, 20);
    const second = lossWatch();
    second.restore(first.save());
    expect(second.observe(4, 0.7, 20)).toBeUndefined();
    expect(second.observe(5, 0.7, 20)?.about).toBe('lossDoesNotMove');
    const third = lossWatch();
    third.restore(second.save());
    expect(third.observe(6, 0.7, 20)).toBeUndefined();
  });
});

describe('is let be', () => {
  test.each([
    ['a loss that fell and has converged since', [0.7, 0.4, ...Array<number>(50).fill(0.3)]],
    ['a loss that fell late in its first epochs', [0.7, 0.7, 0.7, 0.7, 0.6, 0.6, 0.6]],
    ['a loss of 0', Array<number>(20).fill(0)],
    ['a run of fewer epochs than it takes to tell', flat(4)],
    ['a loss that is lost, which another tells', Array<number>(20).fill(NaN)],
  ])('%s', (_, losses) => {
    expect(told(losses)).toEqual([]);
  });

  test('a loss that was learned within the first epoch, well below that of any constant answer', () => {
    expect(told(flat(20, 1e-4), 20, { constant: 1.1, least: 0 })).toEqual([]);
    expect(told(flat(20, 1e-4), 20, { constant: Math.LN2, least: 0 })).toHaveLength(1);
  });
});

test('a loss that is negative is measured by what it may come to', () => {
  const below = (by: number) => flat(20, 1e-3).map((loss) => loss - by);
  const range = { constant: -3, least: -4 };
  expect(told(below(3.69), 20, range)).toHaveLength(1); // about -3
  expect(told(below(3.8), 20, range)).toEqual([]);
  expect(told(Array<number>(20).fill(-4), 20, range)).toEqual([]);
  expect(told(Array<number>(20).fill(0), 20, range)).toHaveLength(1);
  expect(told(below(3.69))).toHaveLength(1); // of which nothing is known
});

describe('a loss that began well below that of any constant answer by chance', () => {
  test('is told of where it stays the same to the last digits', () => {
    expect(told(flat(20, 1e-7), 20, { constant: 1.1, least: 0 })).toHaveLength(1);
  });

  test.each([1, 2])('is told of a network that learns nothing at all (seed %i)', async (seed) => {
    const warnings: string[] = [];
    const spec = JSON.parse(await readFile('models/iris.json', 'utf8')) as ModelSpec;
    const optimizer = { type: 'adam', learningRate: 1e-9 } as const;
    const model = await train(spec, 'examples/data/iris.csv', { ...{ seed, optimizer, epochs: 12 }, onWarning: ({ about }) => void warnings.push(about), backend: 'cpu' }); // prettier-ignore
    model.dispose();
    expect(warnings).toContain('lossDoesNotMove');
  });
});

/** -p log(p) - (1 - p) log(1 - p) */
const entropy = (p: number) => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
/** p - y log(p) */
const poisson = (y: number, p: number) => p - y * Math.log(p);

describe('the losses of a constant answer, the mean of the labels, and of the labels themselves', () => {
  const dense = (units: number, activation: string) => [{ type: 'dense', units, activation }];
  const [one, scores, shares] = [dense(1, 'linear'), dense(2, 'linear'), dense(2, 'softmax')];
  const [zeroOne, oneHot] = [[[0], [1]], [[0, 1], [1, 0]]] as const; // prettier-ignore
  const cases: readonly (readonly [loss: unknown, layers: readonly object[], ys: unknown, constant: number, least: number])[] = [
    ['meanSquaredError', one, [[0], [2]], 1, 0],
    ['meanAbsoluteError', one, [[0], [2]], 1, 0],
    ['binaryCrossentropy', dense(1, 'sigmoid'), zeroOne, Math.LN2, 0],
    ['binaryCrossentropy', dense(1, 'sigmoid'), [[0.25], [0.75]], Math.LN2, entropy(0.25)],
    [{ type: 'binaryCrossentropy', labelSmoothing: 0.2 }, dense(1, 'sigmoid'), zeroOne, Math.LN2, entropy(0.1)],
    ['sigmoidCrossEntropy', one, zeroOne, Math.LN2, 0],
    [{ type: 'sigmoidCrossEntropy', labelSmoothing: 0.2 }, one, zeroOne, Math.LN2, entropy(0.1)],
    ['categoricalCrossentropy', shares, oneHot, Math.LN2, 0],
    ['softmaxCrossEntropy', scores, oneHot, Math.LN2, 0],
    ['sparseCategoricalCrossentropy', shares, zeroOne, Math.LN2, 0],
    [{ type: 'sparseCategoricalCrossentropy', labelSmoothing: 0.2 }, shares, zeroOne, Math.LN2, entropy(0.1)],
    ['hinge', dense(1, 'tanh'), [[-1], [1]], 1, 0],
    ['poisson', dense(1, 'softplus'), [[2], [8]], (poisson(2, 5) + poisson(8, 5)) / 2, (poisson(2, 2) + poisson(8, 8)) / 2],
    ['logPoisson', one, [[2], [8]], (poisson(2, 5) + poisson(8, 5)) / 2, (poisson(2, 2) + poisson(8, 8)) / 2],
    ['logPoisson', one, [[0], [2]], (poisson(0, 1) + poisson(2, 1)) / 2, poisson(2, 2) / 2],
    ['cosineProximity', scores, oneHot, -Math.SQRT1_2, -1],
  ];
  const rangeOf = async (loss: unknown, layers: readonly object[], ys: unknown, weights?: number[]) => {
    const written = { network: { input: [2], layers }, training: { loss } } as ModelSpec;
    const data = { xs: wave(2, 2), ys: ys as number[][], ...(weights ? { sampleWeight: weights } : {}) };
    const { spec, layersModel, examples } = await watched(written, data);
    const units = layersModel.outputs.map(({ shape }) => shape.at(-1)!);
    layersModel.dispose();
    return lossRange(spec, units, examples);
  };
  test.each(cases)('of %j', async (loss, layers, ys, constant, least) => {
    const range = await rangeOf(loss, layers, ys);
    expect(range.constant).toBeCloseTo(constant, 4);
    expect(range.least).toBeCloseTo(least, 4);
  });

  test('count rows by their weights, in the mean of the labels and in the loss', async () => {
    const range = await rangeOf('meanSquaredError', one, [[0], [2]], [3, 1]); // the mean is 0.5
    expect(range.constant).toBeCloseTo((3 * 0.5 ** 2 + 1 * 1.5 ** 2) / 2, 6);
    expect(range.least).toBe(0);
  });

  test('are sums over the outputs, each by its weight', async () => {
    const network = { inputs: { x: { shape: [2] } }, layers: [{ type: 'dense', id: 'a', units: 1, from: 'x' }, { type: 'dense', id: 'b', units: 1, from: 'x' }], outputs: { a: 'a', b: 'b' } } as never; // prettier-ignore
    const written = { network, training: { loss: 'meanSquaredError' } } as unknown as ModelSpec;
    const { spec, layersModel, examples } = await watched(written, { xs: { x: wave(2, 2) }, ys: { a: [[0], [2]], b: [[0], [4]] } });
    layersModel.dispose();
    expect(lossRange(spec, [1, 1], examples)).toEqual({ constant: 1 + 4, least: 0 });
    const target = { a: { lossWeight: 3 }, b: {} } as never;
    expect(lossRange({ ...spec, target }, [1, 1], examples).constant).toBe(3 + 4);
  });
});
