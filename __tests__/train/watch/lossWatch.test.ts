import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { tf } from '#tf';
import { train } from 'netspec';
import type { ModelSpec } from '../../../src/spec/model.ts';
import { constantLoss } from '../../../src/train/watch/constantLoss.ts';
import { lossWatch, type LossWatchOptions } from '../../../src/train/watch/lossWatch.ts';
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
function told(losses: readonly number[], epochs = losses.length, options: LossWatchOptions = {}): readonly string[] {
  const watch = lossWatch(options);
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
    expect(told(flat(20, 1e-4), 20, { constantLoss: 1.1 })).toEqual([]);
    expect(told(flat(20, 1e-4), 20, { constantLoss: Math.LN2 })).toHaveLength(1);
  });
});

describe('a loss that began well below that of any constant answer by chance', () => {
  test('is told of where it stays the same to the last digits', () => {
    expect(told(flat(20, 1e-7), 20, { constantLoss: 1.1 })).toHaveLength(1);
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

describe('the loss of a constant answer', () => {
  const layers = (units: number, activation: string) => [{ type: 'dense', units, activation }];
  test.each([
    ['meanSquaredError', layers(1, 'linear'), [[0], [2]], 1],
    ['meanAbsoluteError', layers(1, 'linear'), [[0], [2]], 1],
    ['binaryCrossentropy', layers(1, 'sigmoid'), [[0], [1]], Math.LN2],
    ['sigmoidCrossEntropy', layers(1, 'linear'), [[0], [1]], Math.LN2],
    [
      'categoricalCrossentropy',
      layers(2, 'softmax'),
      [
        [0, 1],
        [1, 0],
      ],
      Math.LN2,
    ],
    [
      'softmaxCrossEntropy',
      layers(2, 'linear'),
      [
        [0, 1],
        [1, 0],
      ],
      Math.LN2,
    ],
    ['sparseCategoricalCrossentropy', layers(2, 'softmax'), [[0], [1]], Math.LN2],
    ['hinge', layers(1, 'tanh'), [[-1], [1]], 1],
  ])('of %s is that of the mean of the labels', async (loss, parts, ys, expected) => {
    const { spec, layersModel, examples } = await watched({ network: { input: [2], layers: parts }, training: { loss } } as ModelSpec, { xs: wave(2, 2), ys }); // prettier-ignore
    const units = layersModel.outputs.map(({ shape }) => shape.at(-1)!);
    layersModel.dispose();
    expect(constantLoss(spec, units, examples)).toBeCloseTo(expected, 4);
  });
});
