import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from '@jest/globals';
import { fitBaselines as fitInTurns, predictBaseline, type LinearModel } from '../../src/baseline/baselines.ts';
import { encodeFeatures, fitEncoders } from '../../src/data/encode.ts';
import { frameOf } from '../../src/data/read/memoryFrame.ts';
import { testOfWhole } from '../long/spread.ts';
import { measure } from '../metrics/measure.ts';
import { createRandom } from '../../src/random.ts';
import { atOnce } from '../../src/turns/inTurns.ts';

const fitBaselines = (...problem: Parameters<typeof fitInTurns>) => atOnce(fitInTurns(...problem));

const readRows = (file: string) =>
  parse(readFileSync(new URL(`../../examples/data/${file}`, import.meta.url), 'utf8'), { columns: true, trim: true }) as Record<
    string,
    string
  >[];

/** A table of examples/data in two parts, every fifth row held out, its columns standardised on the others. */
function readTable(file: string, features: readonly string[], targets: readonly string[]) {
  const rows = readRows(file);
  const isHeldOut = (_: unknown, i: number) => i % 5 === 0;
  const training = rows.filter((row, i) => !isHeldOut(row, i));
  const heldOut = rows.filter(isHeldOut);
  const spec = {
    features: Object.fromEntries(features.map((name) => [name, { type: 'number', scale: 'standard' }])),
    target: { [targets[0]!]: { type: 'category' } },
  };
  const encoders = fitEncoders(spec, frameOf(training));
  const cells = (part: typeof rows) => part.flatMap((row) => targets.map((name) => row[name] as string));
  return {
    width: features.length,
    xs: encodeFeatures(encoders, frameOf(training))[0]!.values,
    heldOutXs: encodeFeatures(encoders, frameOf(heldOut))[0]!.values,
    cells: cells(training),
    heldOutCells: cells(heldOut),
  };
}

function readClasses(file: string, features: readonly string[], target: string, classes: readonly string[]) {
  const table = readTable(file, features, [target]);
  const numbers = (cells: readonly string[]) => Uint32Array.from(cells, (cell) => Math.max(0, classes.indexOf(cell)));
  return { ...table, labels: numbers(table.cells), heldOutLabels: numbers(table.heldOutCells) };
}

const oneHot = (labels: Uint32Array, classes: number) =>
  Float32Array.from({ length: labels.length * classes }, (_, at) => (labels[Math.floor(at / classes)] === at % classes ? 1 : 0));
const expectClose = (actual: readonly number[], expected: readonly number[], tolerance: number) => {
  expect(actual.length).toBe(expected.length);
  expect(Math.max(...actual.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(tolerance);
};
const score = (type: string, targets: ArrayLike<number>, outputs: ArrayLike<number>, width: number) => {
  const loss = type === 'r2Score' ? 'meanSquaredError' : width === 1 ? 'binaryCrossentropy' : 'sparseCategoricalCrossentropy';
  return measure({ type }, { loss: { type: loss }, width }, { targets, outputs, rows: outputs.length / width })[type]!;
};
const linearOf = (...fit: Parameters<typeof fitBaselines>): LinearModel => {
  const { linear } = fitBaselines(...fit);
  if (linear.type === 'notFitted') throw new Error(linear.reason);
  return linear;
};

const petal = ['petal_length', 'petal_width'];
const sepal = ['sepal_length', 'sepal_width'];
const species = ['setosa', 'versicolor', 'virginica'];

// Values from scikit-learn: reference.py.
describe('logistic regression', () => {
  test('has the weights and scores of scikit-learn on three kinds of iris', () => {
    const { xs, width, labels, heldOutXs, heldOutLabels } = readClasses('iris.csv', [...sepal, ...petal], 'species', species);
    const linear = linearOf(xs, width, oneHot(labels, 3), 3, 'multiclass');
    const weights = [
      -2.1477443, 2.183047, -0.0353029, 2.3762341, -0.5611781, -1.8150561, -5.6430289, -2.9145901, 8.557619, -5.2557954, -2.1725604,
      7.4283598,
    ];
    expectClose(linear.weights, weights, 2e-3);
    expectClose(linear.bias, [0.3896692, 6.3157534, -6.7054226], 2e-3);
    const outputs = predictBaseline(linear, heldOutXs, width);
    expect(score('accuracy', heldOutLabels, outputs, 3)).toBeCloseTo(29 / 30, 9);
    expect(score('logLoss', heldOutLabels, outputs, 3)).toBeCloseTo(0.0502986, 4);
  });

  test('has the weights and scores of scikit-learn on two classes', () => {
    const { xs, width, labels, heldOutXs, heldOutLabels } = readClasses('iris.csv', [...sepal, ...petal], 'species', [
      'other',
      'virginica',
    ]);
    const linear = linearOf(xs, width, Float32Array.from(labels), 1, 'binary');
    expectClose(linear.weights, [-0.925509, -0.83394, 5.7412326, 5.8280465], 3e-4);
    expectClose(linear.bias, [-7.2324577], 3e-4);
    const outputs = predictBaseline(linear, heldOutXs, width);
    expect(score('accuracy', heldOutLabels, outputs, 1)).toBeCloseTo(29 / 30, 9);
    expect(score('logLoss', heldOutLabels, outputs, 1)).toBeCloseTo(0.0474885, 5);
  });

  testOfWhole('has the scores of scikit-learn on ten digits, constant columns and all', () => {
    const pixels = Array.from({ length: 64 }, (_, i) => `p${String(i).padStart(2, '0')}`);
    const digits = Array.from({ length: 10 }, (_, i) => String(i));
    const { xs, width, labels, heldOutXs, heldOutLabels } = readClasses('digits.csv', pixels, 'label', digits);
    const outputs = predictBaseline(linearOf(xs, width, oneHot(labels, 10), 10, 'multiclass'), heldOutXs, width);
    expect(score('accuracy', heldOutLabels, outputs, 10)).toBeCloseTo(348 / 360, 9);
    expect(score('logLoss', heldOutLabels, outputs, 10)).toBeCloseTo(0.1053566, 4);
  });

  test('takes class numbers in place of one-hot rows', () => {
    const { xs, width, labels } = readClasses('iris.csv', petal, 'species', species);
    expect(fitBaselines(xs, width, Float32Array.from(labels), 3, 'multiclass')).toEqual(
      fitBaselines(xs, width, oneHot(labels, 3), 3, 'multiclass'),
    );
  });

  test('can do nothing with XOR', () => {
    const xs = Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1);
    const linear = linearOf(xs, 2, Float32Array.of(0, 1, 1, 0), 1, 'binary');
    expectClose([...predictBaseline(linear, xs, 2)], [0.5, 0.5, 0.5, 0.5], 1e-6);
  });

  test('stays finite where a line parts the classes, and where there is one class only', () => {
    const xs = Float32Array.of(-2, -1, 1, 2);
    const parted = linearOf(xs, 1, Float32Array.of(0, 0, 1, 1), 1, 'binary');
    expect(parted.weights[0]!).toBeGreaterThan(0.5);
    const alone = linearOf(xs, 1, Float32Array.of(1, 1, 1, 1), 1, 'binary');
    expectClose([...predictBaseline(alone, xs, 1)], [1, 1, 1, 1], 1e-4);
  });
});

// Values from scikit-learn: reference.py.
describe('ridge regression', () => {
  const readNumbers = (features: readonly string[], targets: readonly string[]) => {
    const table = readTable('iris.csv', features, targets);
    return { ...table, ys: Float32Array.from(table.cells, Number), heldOutYs: Float32Array.from(table.heldOutCells, Number) };
  };

  test('has the weights and the R² of scikit-learn', () => {
    const { xs, width, ys, heldOutXs, heldOutYs } = readNumbers([...sepal, 'petal_length'], ['petal_width']);
    const linear = linearOf(xs, width, ys, 1, 'regression');
    expectClose(linear.weights, [-0.17096374, 0.08285851, 0.90457999], 1e-6);
    expectClose(linear.bias, [1.18333333], 1e-6);
    expect(score('r2Score', heldOutYs, predictBaseline(linear, heldOutXs, width), 1)).toBeCloseTo(0.9310860594, 6);
  });

  test('has the weights and the R² of scikit-learn for two outputs at once', () => {
    const { xs, width, ys, heldOutXs, heldOutYs } = readNumbers(sepal, petal);
    const linear = linearOf(xs, width, ys, 2, 'regression');
    expectClose(linear.weights, [1.44263383, 0.57266574, -0.57091416, -0.21209348], 1e-6);
    expectClose(linear.bias, [3.7325, 1.18333333], 1e-6);
    expect(score('r2Score', heldOutYs, predictBaseline(linear, heldOutXs, width), 2)).toBeCloseTo(0.7882132543, 6);
  });

  test('shares a weight between equal columns and gives none to a constant one', () => {
    const { xs, ys } = readNumbers(sepal, ['petal_width']);
    const doubled = Float32Array.from(
      { length: ys.length * 4 },
      (_, at) => [xs[(at >> 2) * 2]!, xs[(at >> 2) * 2]!, xs[(at >> 2) * 2 + 1]!, 7][at % 4]!,
    );
    const { weights } = linearOf(doubled, 4, ys, 1, 'regression');
    expectClose(weights, [0.28754722, 0.28754722, -0.21173714, 0], 1e-6);
  });

  test('answers as scikit-learn with more columns than rows', () => {
    const xs = Float32Array.from({ length: 6 * 9 }, (_, at) => {
      const [i, j] = [Math.floor(at / 9), at % 9];
      return ((i + 1) * (j + 2) ** 2 + 3 * i * i * j) % 11;
    });
    const linear = linearOf(xs, 9, Float32Array.of(3, -1, 4, 1, -5, 9), 1, 'regression');
    const expected = [2.9982863, -0.9963808, 4.0026185, 0.9987885, -4.9974078, 8.9940952];
    expectClose([...predictBaseline(linear, xs, 9)], expected, 1e-5);
  });

  test('is the same whatever units the columns are in', () => {
    const { xs, width, ys } = readNumbers([...sepal, 'petal_length'], ['petal_width']);
    const moved = xs.map((value, at) => value * 10 ** (at % width) + 100);
    const answers = (columns: Float32Array) => [...predictBaseline(linearOf(columns, width, ys, 1, 'regression'), columns, width)];
    expectClose(answers(moved), answers(xs), 1e-4);
  });
});

// Values from scikit-learn: reference.py, rows that count 0, 1, 2 or 3 times in turn.
describe('rows that do not count alike', () => {
  const rows = readRows('iris.csv');
  const weights = Float32Array.from(rows, (_, i) => i % 4);
  const numbers = (names: readonly string[]) => Float32Array.from(rows.flatMap((row) => names.map((name) => Number(row[name]))));
  const labels = Uint32Array.from(rows, ({ species: name }) => species.indexOf(name as string));

  test('give the logistic regression of scikit-learn on three classes', () => {
    const linear = linearOf(numbers([...sepal, ...petal]), 4, oneHot(labels, 3), 3, 'multiclass', weights);
    const expected = [
      -2.1053602, 1.135707, 0.9696532, 5.2424738, -0.0841486, -5.1583252, -2.1600348, -0.5331639, 2.6931987, -5.0630137, -2.8811988,
      7.9442125,
    ];
    expectClose(linear.weights, expected, 1e-3);
    expectClose(linear.bias, [10.9124559, 3.551884, -14.4643399], 3e-3);
  });

  test('give that on two classes', () => {
    const yes = Float32Array.from(labels, (label) => Number(label === 2));
    const linear = linearOf(numbers([...sepal, ...petal]), 4, yes, 1, 'binary', weights);
    expectClose(linear.weights, [-0.0750504, -4.8306893, 3.0773375, 10.1318174], 1e-3);
    expectClose(linear.bias, [-17.3807106], 3e-3);
  });

  test('give the ridge regression of scikit-learn on two outputs', () => {
    const linear = linearOf(numbers(sepal), 2, numbers(petal), 2, 'regression', weights);
    expectClose(linear.weights, [1.6741131, 0.6538788, -1.4838209, -0.539674], 1e-5);
    expectClose(linear.bias, [-1.5322152, -1.003657], 1e-5);
  });

  test.each(['binary', 'regression'] as const)('count as if they were there as often: %s', (task) => {
    const often = rows.flatMap((_, i) => Array.from({ length: i % 4 }, () => i));
    const [xs, ys] = [numbers(petal), Float32Array.from(labels, (label) => Number(label === 1))];
    const repeated = Float32Array.from(often.flatMap((i) => [xs[2 * i]!, xs[2 * i + 1]!]));
    const [weighted, plain] = [
      fitBaselines(xs, 2, ys, 1, task, weights),
      fitBaselines(
        repeated,
        2,
        Float32Array.from(often, (i) => ys[i]!),
        1,
        task,
      ),
    ];
    expectClose(weighted.trivial.outputs, plain.trivial.outputs, 1e-9);
    const answers = ({ linear }: typeof plain) => [...predictBaseline(linear as LinearModel, xs, 2)];
    expectClose(answers(weighted), answers(plain), 1e-5);
  });
});

describe('the penalty', () => {
  /** A column for each of many levels, and a score of its level for each row. */
  const drawLevels = (rows: number, levels: number, seed: number) => {
    const random = createRandom(seed);
    const xs = new Float32Array(rows * levels);
    const scores = Float64Array.from({ length: rows }, (_, row) => {
      const level = Math.floor(random.next() * levels);
      xs[row * levels + level] = 1;
      return 2 * Math.sin(level * 12.9898);
    });
    return { xs, scores, random };
  };
  const parts = (values: Float32Array, at: number) => [values.slice(0, at), values.slice(at)] as const;
  const noise = (random: { next(): number }) => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

  test('holds back levels of three rows each', () => {
    const { xs, scores, random } = drawLevels(2000, 300, 1);
    const labels = Float32Array.from(scores, (score) => Number(random.next() < 1 / (1 + Math.exp(-score))));
    const [[some, others], [own, other]] = [parts(xs, 1000 * 300), parts(labels, 1000)];
    const baselines = fitBaselines(some, 300, own, 1, 'binary');
    const lossOf = (model: LinearModel | typeof baselines.trivial) =>
      score('logLoss', Uint32Array.from(other), predictBaseline(model, others, 300), 1);
    expect(lossOf(baselines.linear as LinearModel)).toBeLessThan(0.9 * lossOf(baselines.trivial));
  });

  test.each(['binary', 'regression', 'count'] as const)('is strong where columns are nearly as many as rows: %s', (task) => {
    const random = createRandom(5);
    const [rows, width] = [560, 50];
    const xs = Float32Array.from({ length: rows * width }, () => noise(random));
    const ys = Float32Array.from({ length: rows }, (_, row) => {
      const signal = xs[row * width]! + noise(random);
      return task === 'binary' ? Number(signal > 0) : task === 'count' ? Math.max(0, Math.round(signal + 1)) : signal;
    });
    const [[some, others], [own, other]] = [parts(xs, 60 * width), parts(ys, 60)];
    const { trivial, linear } = fitBaselines(some, width, own, 1, task);
    const costOf = (model: typeof trivial | LinearModel) =>
      predictBaseline(model, others, width).reduce((sum, answer, row) => {
        const y = other[row]!;
        if (task === 'regression') return sum + (answer - y) ** 2;
        return sum + (task === 'count' ? Math.exp(answer) - y * answer : -Math.log(y === 1 ? answer : 1 - answer));
      }, 0);
    expect(costOf(linear as LinearModel)).toBeLessThan(1.05 * costOf(trivial));
  });

  test('leaves quantiles as wide as new rows need them, where columns are nearly as many as rows', () => {
    const random = createRandom(6);
    const [rows, width] = [1060, 40];
    const xs = Float32Array.from({ length: rows * width }, () => noise(random));
    const ys = Float32Array.from({ length: rows }, (_, row) => 3 * xs[row * width]! + noise(random));
    const [[some, others], [own, other]] = [parts(xs, 60 * width), parts(ys, 60)];
    const both = Float32Array.from({ length: 120 }, (_, at) => own[at >> 1]!);
    const linear = linearOf(some, width, both, 2, 'quantiles', undefined, [0.1, 0.9]);
    const answers = predictBaseline(linear, others, width);
    const within = other.filter((y, row) => y >= answers[2 * row]! && y <= answers[2 * row + 1]!).length;
    expect(within / other.length).toBeGreaterThan(0.7);
    expect(within / other.length).toBeLessThan(0.9);
  });
});

describe('the trivial baseline', () => {
  const xs = new Float32Array(4);

  test('answers the share of the second of two classes', () => {
    const { trivial } = fitBaselines(xs, 1, Float32Array.of(0, 1, 0, 0), 1, 'binary');
    expect([...predictBaseline(trivial, new Float32Array(2), 1)]).toEqual([0.25, 0.25]);
  });

  test('answers the share of each of several classes', () => {
    const { trivial } = fitBaselines(xs, 1, oneHot(Uint32Array.of(0, 2, 2, 2), 3), 3, 'multiclass');
    expect([...predictBaseline(trivial, new Float32Array(1), 1)]).toEqual([0.25, 0, 0.75]);
  });

  test('answers the mean of each output', () => {
    const { trivial } = fitBaselines(xs, 1, Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40), 2, 'regression');
    expect([...predictBaseline(trivial, new Float32Array(1), 1)]).toEqual([2.5, 25]);
  });

  test('counts rows by their weights', () => {
    const weights = Float32Array.of(1, 5, 2, 0);
    expect(fitBaselines(xs, 1, Float32Array.of(0, 1, 0, 0), 1, 'binary', weights).trivial.outputs).toEqual([5 / 8]);
    expect(fitBaselines(xs, 1, Float32Array.of(1, 2, 3, 100), 1, 'regression', weights).trivial.outputs).toEqual([17 / 8]);
  });
});

test('baselines survive JSON', () => {
  const { xs, width, labels, heldOutXs } = readClasses('iris.csv', petal, 'species', species);
  const baselines = fitBaselines(xs, width, oneHot(labels, 3), 3, 'multiclass');
  const { linear } = JSON.parse(JSON.stringify(baselines)) as { linear: LinearModel };
  expect(predictBaseline(linear, heldOutXs, width)).toEqual(predictBaseline(baselines.linear as LinearModel, heldOutXs, width));
});

test.each([
  { task: 'multiclass', rows: 50_000, width: 100, outputs: 10 },
  { task: 'regression', rows: 5_000, width: 1_500, outputs: 1 },
] as const)('a linear model that would take minutes is left out, with the reason ($task)', ({ task, rows, width, outputs }) => {
  const { trivial, linear } = fitBaselines(new Float32Array(rows * width), width, new Float32Array(rows), outputs, task);
  expect(trivial.type).toBe('constant');
  expect(linear).toEqual({
    type: 'notFitted',
    reason: `${rows} rows of ${width} columns are too many to fit one in a few seconds`,
  });
});

test('columns of noise by the thousand do no harm', () => {
  const random = createRandom(3);
  const xs = Float32Array.from({ length: 40 * 2000 }, () => random.next());
  const ys = Float32Array.from({ length: 40 }, (_, i) => i % 2);
  for (const task of ['binary', 'regression'] as const) {
    const answers = predictBaseline(linearOf(xs, 2000, ys, 1, task), xs, 2000);
    expect(score('accuracy', Uint32Array.from(ys), answers, 1)).toBe(1);
  }
});

test('weights of classes are for the linear model alone: the trivial answer is how often each class is', () => {
  const random = createRandom(3);
  const rows = 200;
  const xs = Float32Array.from({ length: rows }, () => random.next());
  const ys = Float32Array.from({ length: rows }, (_, row) => (row % 20 === 0 ? 1 : 0));
  const ones = new Float32Array(rows).fill(1);
  const byClass = ys.map((label) => (label === 1 ? 10 : 10 / 19));
  const { trivial, linear } = fitBaselines(xs, 1, ys, 1, 'binary', ones, [], byClass);
  expect(trivial.outputs).toEqual([0.05]);
  expect(linear).toEqual(linearOf(xs, 1, ys, 1, 'binary', byClass));
});
