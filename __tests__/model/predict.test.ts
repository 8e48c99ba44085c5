import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { crossValidate, evaluate, predict, save, train, type Model, type ModelSpec } from 'netspec';

const rows = Array.from({ length: 40 }, (_, i) => ({ size: i, colour: ['red', 'green'][i % 2]!, price: 100 + 3 * i + 20 * (i % 2) }));
const network = { layers: [{ type: 'dense', units: 8, activation: 'relu' }] } as const;
const spec = { features: { size: 'number', colour: 'category' }, target: { price: 'number' }, network } as const;
const options = { epochs: 150, seed: 1, backend: 'cpu', optimizer: { type: 'adam', learningRate: 0.03 } } as const;
let model: Model<typeof spec>;

beforeAll(async () => {
  model = await train(spec, rows, options);
});
afterAll(() => model.dispose());

describe('predict', () => {
  test('answers numbers in the target’s own units, from rows or columns alike, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const answers = await predict(model, rows);
    const errors = rows.map(({ price }, i) => Math.abs(price - (answers[i]!['price'] as number)));
    expect(Math.max(...errors)).toBeLessThan(12);
    expect(await model.predict({ size: [0, 1], colour: ['red', 'green'] })).toEqual(answers.slice(0, 2));
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is one clear error once the model was disposed, which may be said twice', async () => {
    const gone = await train(spec, rows, { ...options, epochs: 1 });
    gone.dispose();
    gone.dispose();
    await expect(gone.predict(rows)).rejects.toThrow('expected a model in use, received one that was disposed');
    await expect(evaluate(gone, rows)).rejects.toThrow('one that was disposed');
    await expect(save(gone, 'nowhere')).rejects.toThrow('one that was disposed');
  });

  test('tells of levels that training did not have, once for each column, in memory and from a stream', async () => {
    const colours = ['red', 'pink', 'blue', 'pink', 'teal', 'green', 'grey'];
    const some = colours.map((colour) => ({ size: 1, colour }));
    const told: unknown[] = [];
    const onWarning = (warning: unknown) => void told.push(warning);
    await model.predict(some, { onWarning });
    expect(told).toEqual([
      {
        about: 'unseenLevels',
        message:
          'column "colour": training did not have the levels of 5 cells ("pink", "blue", "teal", ...), so that they count as no level',
      },
    ]);
    async function* stream() {
      for (const row of some) yield await Promise.resolve(row);
    }
    await predict(model, stream(), { onWarning });
    await predict(model, rows, { onWarning });
    expect(told).toEqual([told[0], told[0]]);
  });

  test('says of a column whose rare levels are gathered that others count as these', async () => {
    const gathered = [...rows, { size: 1, colour: 'grey', price: 100 }];
    const features = { size: 'number', colour: { type: 'category', minFrequency: 2 } };
    const other = await train({ ...spec, features } as ModelSpec, gathered, { ...options, epochs: 1 });
    const told: string[] = [];
    await other.predict([{ size: 1, colour: 'grey' }], { onWarning: ({ message }) => void told.push(message) });
    expect(told).toEqual([
      'column "colour": training had the level of 1 cell ("grey") too rarely or not at all, so that it counts as rare',
    ]);
    other.dispose();
  });

  test('says of a level that an embedding does not know what becomes of it', async () => {
    const features = { size: 'number', colour: { type: 'category', encoding: 'embedding' } };
    const other = await train({ features, target: spec.target } as ModelSpec, rows, { ...options, epochs: 1 });
    const told: string[] = [];
    await other.predict([{ size: 1, colour: 'grey' }], { onWarning: ({ message }) => void told.push(message) });
    expect(told).toEqual([
      'column "colour": training had the level of 1 cell ("grey") too rarely or not at all, so that it has the place of the embedding that all such levels share',
    ]);
    other.dispose();
  });

  test('tells nothing of a level that one member of an ensemble knows', async () => {
    const some = [...rows, { size: 1, colour: 'violet', price: 100 }];
    const { ensemble } = await crossValidate(spec, some, { seed: 1, backend: 'cpu', epochs: 1, folds: 2, ensemble: true });
    const told: string[] = [];
    const asked = [{ size: 1, colour: 'violet' }, { size: 1, colour: 'pink' }]; // prettier-ignore
    await ensemble!.predict(asked, { onWarning: ({ message }) => void told.push(message) });
    expect(told).toEqual(['column "colour": training did not have the level of 1 cell ("pink"), so that it counts as no level']);
    ensemble!.dispose();
  });

  test('answers nothing to no rows', async () => {
    expect(await model.predict([])).toEqual([]);
  });

  test('gives classes with their probabilities', async () => {
    const classify = {
      features: { size: 'number' },
      target: { colour: { type: 'category', classes: ['green', 'red'] } },
      network,
    } as const;
    const classes = await train(classify, rows, { ...options, epochs: 1 });
    const [answer] = await classes.predict([{ size: 3 }]);
    expect(['green', 'red']).toContain(answer!.colour);
    expect(answer!.probabilities.green + answer!.probabilities.red).toBeCloseTo(1, 6);
    classes.dispose();
  });

  test('is one clear error for a row that does not fit, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await expect(model.predict([{ size: 'large' as never, colour: 'red' }])).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "size": expected a number in each row, received "large" in row 1
         fix: correct the cells or leave the rows out (texts in rows are read with a decimal point, or as the table of the training writes them); a model trained with "missing": "mean" for the column takes empty ones, and texts that its "missingValues" list"
    `);
    await expect(model.predict([{ sise: 1, colour: 'red' }] as never)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the data has a problem
       column "size": expected a column of that name, received the columns sise, colour
         fix: did you mean "sise"?"
    `);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('evaluate', () => {
  test('reports in the target’s own units beside both baselines, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const report = await evaluate(model, rows, { allRows: true });
    const answers = (await model.predict(rows)).map(({ price }) => price);
    const mae = rows.reduce((sum, { price }, i) => sum + Math.abs(price - answers[i]!), 0) / rows.length;
    expect(report).toMatchObject({ rows: 40, task: 'regression' });
    expect((report.metrics as { mae: number }).mae).toBeCloseTo(mae, 3);
    expect(report.verdict).toMatch(/linear model/);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('is one clear error for no rows, and for a target that is missing', async () => {
    await expect(evaluate(model, [])).rejects.toThrow('expected one row at least, received none');
    await expect(evaluate(model, [{ size: 1, colour: 'red' }])).rejects.toThrow('price');
  });

  test('makes probabilities of logits where the loss takes those', async () => {
    const logits = { input: [1], layers: [{ type: 'dense', units: 2 }] } as const;
    const data = { xs: [[-2], [-1], [1], [2]], ys: [[1, 0], [1, 0], [0, 1], [0, 1]] }; // prettier-ignore
    const raw = await train(logits, data, { ...options, loss: 'softmaxCrossEntropy' });
    const { metrics } = await evaluate(raw, data);
    expect(metrics).toMatchObject({ accuracy: 1 });
    expect((metrics as { logLoss: number }).logLoss).toBeCloseTo(raw.history['loss']!.at(-1)!, 1);
    raw.dispose();
  });

  test('says which models it does not cover', async () => {
    const many = { input: [1], layers: [{ type: 'dense', units: 2, activation: 'sigmoid' }] } as const;
    const data = { xs: [[0], [1]], ys: [[1, 1], [0, 1]] }; // prettier-ignore
    const raw = await train(many, data, { ...options, epochs: 1, loss: 'binaryCrossentropy' });
    await expect(evaluate(raw, data)).rejects.toThrowErrorMatchingInlineSnapshot(`
     "the evaluation has a problem
       model: expected a model with one output that is classes or numbers, received one of another sort
         fix: evaluate its predictions by a measure that suits them"
    `);
    raw.dispose();
  });
});
