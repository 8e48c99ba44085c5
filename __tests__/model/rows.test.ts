import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { evaluate, train, type Model, type ModelSpec } from 'netspec';
import { leaveNoTensors } from '../train/tensors.ts';

const models: Model[] = [];
afterEach(() => {
  jest.restoreAllMocks();
  for (const model of models.splice(0)) model.dispose();
});
leaveNoTensors();

const rowAt = (i: number) => ({
  size: i % 7 === 3 ? undefined : Math.sin(i),
  plan: `plan ${i % 9}`,
  since: `2024-0${1 + (i % 9)}-11`,
  note: `word${i % 5} and word${i % 3}`,
  ...(i % 1000 === 0 ? { late: 1 } : {}),
  weight: 1 + (i % 3),
  price: i % 11,
  kind: i % 3 === 0 ? 'a' : 'b',
});
const rowsFrom = (start: number, count: number) => Array.from({ length: count }, (_, i) => rowAt(start + i));

async function priced(): Promise<Model> {
  const spec = {
    features: {
      size: { type: 'number', missing: 'mean' },
      plan: 'category',
      since: 'date',
      note: { type: 'text', minFrequency: 1 },
      late: { type: 'number', missing: 0 },
    },
    target: { price: 'number', kind: 'category' },
    network: { layers: [{ type: 'dense', units: 4, activation: 'tanh' }] },
    training: { epochs: 1, sampleWeight: 'weight' },
  } as const;
  const model: Model = await train(spec as unknown as ModelSpec, rowsFrom(0, 64), { seed: 1, backend: 'cpu' });
  models.push(model);
  return model;
}

/** A clock in which something has taken longer than may be, whenever it is looked at. */
function slowClock(): void {
  let now = performance.now();
  jest.spyOn(performance, 'now').mockImplementation(() => (now += 20));
}

const columnsOf = (rows: readonly object[]) => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => (row as Record<string, unknown>)[name])]));
};

describe('rows of a table', () => {
  test('are answered the same many at once and few at a time, as objects and as columns', async () => {
    const model = await priced();
    const rows = rowsFrom(64, 1500);
    const few: unknown[] = [];
    for (let i = 0; i < rows.length; i += 100)
      few.push(...(await model.predict(rows.slice(i, i + 100).map((row) => ({ late: undefined, ...row })))));
    expect(await model.predict(rows)).toEqual(few);
    expect(await model.predict(columnsOf(rows))).toEqual(few);
  });

  test('are judged the same as objects and as columns, with weights', async () => {
    const model = await priced();
    const rows = rowsFrom(64, 1500);
    const report = await evaluate(model, rows as never);
    expect(await evaluate(model, columnsOf(rows) as never)).toEqual(report);
    expect(report).toMatchObject({ targets: { price: { rows: 1500 } } });
  });

  const ways: [string, (model: Model, rows: object[], signal?: AbortSignal) => Promise<unknown>][] = [
    ['predict', (model, rows, signal) => model.predict(rows as never, signal && { signal })],
    ['evaluate', (model, rows, signal) => evaluate(model, rows as never, signal && { signal })],
  ];

  test.each(ways)('leave other work its turn while they are read, and end at once when the signal says so: %s', async (_, answer) => {
    const model = await priced();
    const rows = rowsFrom(64, 5000);
    slowClock();
    const compute = jest.spyOn(model.layersModel, 'predictOnBatch');
    const controller = new AbortController();
    let turns = 0;
    const another = () => void (++turns === 12 ? controller.abort(new Error('enough')) : setImmediate(another));
    setImmediate(another);
    await expect(answer(model, rows, controller.signal)).rejects.toThrow('enough');
    expect(compute).not.toHaveBeenCalled(); // ten turns are for looking at the rows, ten for encoding them
  });

  test('leave other work its turn while answers are told', async () => {
    const model = await priced();
    const rows = rowsFrom(64, 5000);
    let isTelling = false;
    let turns = 0;
    const another = () => {
      if (isTelling) turns++;
      if (turns < 10) setImmediate(another);
    };
    setImmediate(another);
    const compute = model.layersModel.predictOnBatch.bind(model.layersModel);
    let answered = 0;
    jest.spyOn(model.layersModel, 'predictOnBatch').mockImplementation((x) => {
      answered += [x].flat()[0]!.shape[0]!;
      isTelling = answered === rows.length;
      return compute(x);
    });
    slowClock();
    expect(await model.predict(rows, { step: 'eager' })).toHaveLength(rows.length);
    expect(turns).toBe(9);
  });

  test('are those of the call: a list may be emptied, and of few rows the objects may be used for other ones', async () => {
    const model = await priced();
    for (const count of [3, 1500]) {
      const expected = await model.predict(rowsFrom(1000, count));
      const rows: Record<string, unknown>[] = rowsFrom(1000, count);
      const [first] = rows;
      const asked = model.predict(rows);
      rows.length = 0;
      if (count === 3) Object.assign(first!, rowAt(9));
      expect(await asked).toEqual(expected);
    }
  });

  test('are refused with all that is wrong with them, wherever it stands', async () => {
    const model = await priced();
    const rows: Record<string, unknown>[] = rowsFrom(64, 1500);
    rows[1400] = { ...rows[1400], since: 'soon', plan: null };
    rows[3] = { ...rows[3], note: [] };
    const messages = () => Promise.all(ways.map(([, answer]) => answer(model, rows).catch((error: unknown) => String(error))));
    const [ofCells, ofCellsJudged] = await messages();
    expect(ofCells).toMatchInlineSnapshot(`
     "DataError: the data has 3 problems
       column "plan": expected a text that is not empty, a number, true or false in each row, received null in row 1401
         fix: fill in the cells or leave the rows out; a model trained with "missing": "level" for the column takes empty ones
       column "since": expected a date (2024-01-31, 31.01.2024, 20240131, seconds or milliseconds since 1970) in each row, received "soon" in row 1401
         fix: correct the cells or leave the rows out; a model trained with "missing": "mean" for the column takes empty ones
       column "note": expected a text in each row, received [] in row 4
         fix: correct the cells or leave the rows out"
    `);
    expect(ofCellsJudged).toBe(ofCells);
    rows[1200] = 7 as never;
    const [ofRow, ofRowJudged] = await messages();
    expect(ofRow).toMatchInlineSnapshot(`
     "DataError: the data has a problem
       rows[1200]: expected an object of values by column, received 7"
    `);
    expect(ofRowJudged).toBe(ofRow);
  });
});
