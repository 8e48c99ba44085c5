import { describe, expect, test } from '@jest/globals';
import { createMeter } from '../../src/metrics/createMeter.ts';
import { measure } from './measure.ts';
import type { Snapshot } from '../../src/snapshot.ts';
import { metricOption, metrics } from '../../src/spec/metrics.ts';
import { cut } from './cut.ts';
import { cases } from './reference.ts';

const types = Object.keys(metrics) as (keyof typeof metrics)[];
const withDefaults = metricOption({ doc: '' }).normalise;
const drawn = (kind: string) => cases.find(({ name }) => name === `2000 random rows of ${kind}, weighted`)!;

/** Numbers above 0, as counts are expected to be. */
const { output: ofNumbers, batch: numbers } = drawn('numbers');
const counts = {
  output: ofNumbers,
  batch: {
    ...numbers,
    targets: Array.from(numbers.targets, (y) => Math.round(y + 3)),
    outputs: Array.from(numbers.outputs, (p) => p + 3.5),
  },
};

describe.each(types)('%s', (type) => {
  const kind = metrics[type];
  const { output, batch } =
    'madeFor' in kind && kind.madeFor === 'count'
      ? counts
      : drawn(!('labels' in kind) ? 'numbers' : 'severalUnits' in kind ? 'classes' : 'binary');
  const metric = withDefaults(type);

  test('goes on from what was saved as if it had never stopped, to the last bit', () => {
    const parts = cut(batch);
    const [first, second] = [createMeter(metric, output), createMeter(metric, output)];
    parts.slice(0, 10).forEach((part) => first.update(part));
    const saved = first.save();
    const early = first.result();
    parts.slice(10).forEach((part) => first.update(part));

    second.restore(saved);
    expect(second.result()).toEqual(early);
    parts.slice(10).forEach((part) => second.update(part));
    expect(second.result()).toEqual(first.result());
    expect(second.save()).toEqual(first.save());
  });

  test('shares no memory with what it saved or was given', () => {
    const meter = createMeter(metric, output);
    meter.update(batch);
    const [result, saved] = [meter.result(), meter.save()];
    overwrite(saved);
    expect(meter.result()).toEqual(result);

    const [other, kept] = [createMeter(metric, output), meter.save()];
    other.restore(kept);
    overwrite(kept);
    expect(other.result()).toEqual(result);
  });

  test('counts a row of weight 2 as two rows, and one of weight 0 not at all', () => {
    const rows = 40;
    const part = (values: ArrayLike<number>, row: number) => {
      const each = values.length / batch.rows;
      return Array.from(values).slice(row * each, (row + 1) * each);
    };
    const pick = (list: readonly number[]) => ({
      targets: list.flatMap((row) => part(batch.targets, row)),
      outputs: list.flatMap((row) => part(batch.outputs, row)),
      rows: list.length,
    });
    const all = Array.from({ length: rows }, (_, row) => row);
    const weighted = measure(metric, output, { ...pick(all), weights: all.map((row) => row % 3) });
    const repeated = measure(metric, output, pick(all.flatMap((row) => Array.from({ length: row % 3 }, () => row))));
    expect(weighted[type]).toBeCloseTo(repeated[type]!, 9);
  });

  test('is NaN before the first row', () => {
    const meter = createMeter(metric, output);
    meter.update({ targets: [], outputs: [], rows: 0 });
    expect(meter.result()).toEqual({ [type]: NaN });
  });
});

function overwrite(saved: Snapshot): void {
  (saved as Float64Array).fill(7);
}

describe('labels and answers are read as the loss has them:', () => {
  const number = (type: string, loss: string, width: number, targets: readonly number[], outputs: readonly number[]) =>
    measure(withDefaults(type as 'accuracy'), { loss: { type: loss }, width }, { targets, outputs, rows: outputs.length / width })[
      withDefaults(type as 'accuracy').type
    ];
  const third = 1 / 3;

  test.each([
    { metric: 'accuracy', loss: 'meanSquaredError', width: 1, targets: [1, 0, 1], outputs: [0.9, 0.4, 0.3], is: 2 * third, how: 'one unit against one half' },
    { metric: 'accuracy', loss: 'binaryCrossentropy', width: 2, targets: [1, 0, 0, 1], outputs: [0.9, 0.4, 0.6, 0.7], is: 0.75, how: 'several units each by itself' },
    { metric: 'accuracy', loss: 'categoricalCrossentropy', width: 2, targets: [1, 0, 0, 1], outputs: [0.9, 0.1, 0.6, 0.4], is: 0.5, how: 'the largest against one-hot rows' },
    { metric: 'accuracy', loss: 'kullbackLeiblerDivergence', width: 2, targets: [0.7, 0.3, 0, 1], outputs: [0.9, 0.1, 0.6, 0.4], is: 0.5, how: 'the largest against the largest share' },
    { metric: 'accuracy', loss: 'sparseCategoricalCrossentropy', width: 2, targets: [0, 1], outputs: [0.9, 0.1, 0.6, 0.4], is: 0.5, how: 'class numbers' },
    { metric: 'accuracy', loss: 'sigmoidCrossEntropy', width: 1, targets: [1, 0], outputs: [0.2, -3], is: 1, how: 'scores against 0' },
    { metric: 'accuracy', loss: 'hinge', width: 1, targets: [1, -1, -1], outputs: [0.2, -3, 0.1], is: 2 * third, how: 'signs against 0' },
    { metric: 'recall', loss: 'hinge', width: 1, targets: [1, 1, -1], outputs: [0.3, -0.3, 2], is: 0.5, how: 'signs against 0' },
    { metric: 'mcc', loss: 'hinge', width: 1, targets: [1, 1, -1, -1], outputs: [1, 2, -1, -2], is: 1, how: 'signs against 0' },
    { metric: 'categoricalAccuracy', loss: 'sparseCategoricalCrossentropy', width: 2, targets: [0, 1], outputs: [0.9, 0.1, 0.6, 0.4], is: 0.5, how: 'class numbers as one-hot rows' },
    { metric: 'crossentropy', loss: 'sigmoidCrossEntropy', width: 1, targets: [1], outputs: [0], is: Math.LN2, how: 'scores made shares' },
    { metric: 'crossentropy', loss: 'softmaxCrossEntropy', width: 2, targets: [1, 0], outputs: [3, 3], is: Math.LN2, how: 'scores made shares' },
    { metric: 'logLoss', loss: 'softmaxCrossEntropy', width: 2, targets: [1, 0], outputs: [3, 3], is: Math.LN2, how: 'scores made shares' },
    { metric: 'brier', loss: 'sigmoidCrossEntropy', width: 1, targets: [1], outputs: [0], is: 0.25, how: 'scores made shares' },
    { metric: 'rocAuc', loss: 'sigmoidCrossEntropy', width: 1, targets: [1, 0, 1, 0], outputs: [900, 800, 1, -1], is: 0.75, how: 'scores as they are, so that large ones do not tie' },
    { metric: 'auc', loss: 'softmaxCrossEntropy', width: 3, targets: [1, 0, 0, 0, 1, 0, 0, 0, 1], outputs: [5, 4, 4, 6, 7, 6, 8, 8, 9], is: 1, how: 'scores made shares, which rows are ranked by' },
    { metric: 'precision', loss: 'binaryCrossentropy', width: 2, targets: [1, 0, 1, 0], outputs: [0.9, 0.1, 0.8, 0.1], is: 0.5, how: 'labels each by itself, one never given counting 0' },
    { metric: 'accuracy', loss: 'sparseCategoricalCrossentropy', width: 2, targets: [0, 1, 1, 1, 0, 0], outputs: [0.9, 0.1, 0.6, 0.4, 0, 1, 0, 1, 1, 0, 1, 0], is: 5 / 6, how: 'every step of a sequence' },
  ])('$metric under $loss takes $how', ({ metric, loss, width, targets, outputs, is }) => { // prettier-ignore
    expect(number(metric, loss, width, targets, outputs)).toBeCloseTo(is, 9);
  }); // prettier-ignore

  test('a weight counts for every step of its row', () => {
    const batch = { targets: [1, 0, 1, 1], outputs: [0.9, 0.9, 0.9, 0.9], rows: 2, weights: [3, 1] };
    expect(measure({ type: 'accuracy' }, { loss: { type: 'binaryCrossentropy' }, width: 1 }, batch)).toEqual({ accuracy: 5 / 8 });
  });
});

test('answers that are no numbers make errors and ranks NaN, and no class right', () => {
  const batch = { targets: [0, 1], outputs: [NaN, NaN, NaN, NaN], rows: 2 };
  const classes = { loss: { type: 'sparseCategoricalCrossentropy' }, width: 2 };
  expect(measure(withDefaults('logLoss'), classes, batch).logLoss).toBeNaN();
  expect(measure(withDefaults('rocAuc'), classes, batch).rocAuc).toBeNaN();
  expect(measure(withDefaults({ type: 'topKAccuracy', k: 1 }), classes, batch).topKAccuracy).toBe(0);
  const numbers = { loss: { type: 'meanSquaredError' }, width: 1 };
  expect(measure(withDefaults('medianAbsoluteError'), numbers, { targets: [1], outputs: [NaN], rows: 1 }).medianAbsoluteError).toBeNaN();
});
