import { describe, expect, test } from '@jest/globals';
import { createTrainer, evaluate, train, type Model, type ModelSpec, type TrainOptions } from 'netspec';
import type { Source } from '../../src/data/frame.ts';
import { frameOfRows } from '../../src/data/read/memoryFrame.ts';
import { formatReport, type Report } from '../../src/evaluate/report.ts';
import { createRandom } from '../../src/random.ts';
import { leaveNoTensors } from '../train/tensors.ts';

leaveNoTensors();

const random = createRandom(8);
const rows = Array.from({ length: 200 }, (_, i) => {
  const [x, z] = [random.next(), random.next()];
  return { id: `r${i}`, group: i % 20, day: i, x, z, y: x + z > 1 ? 'large' : 'small' };
});
type Row = (typeof rows)[number];
const spec = {
  features: { x: 'number', z: 'number' },
  target: { y: 'category' },
  network: { layers: [{ type: 'dense', units: 4 }] },
} as const satisfies ModelSpec;
const options: TrainOptions = { seed: 2, epochs: 2, backend: 'cpu' };
const sourceOf = (all: readonly Row[], size = 30): Source => ({
  name: 'made.csv',
  isRepeatable: true,
  async *frames() {
    for (let i = 0; i < all.length; i += size)
      yield await Promise.resolve(frameOfRows(all.slice(i, i + size), { source: 'made.csv', before: i }));
  },
});

async function using<T>(
  given: TrainOptions,
  work: (model: Model<typeof spec>) => Promise<T>,
  data: readonly Row[] | Source = rows,
): Promise<T> {
  const model = await train(spec, data, { ...options, ...given });
  try {
    return await work(model);
  } finally {
    model.dispose();
  }
}
const lastLine = (report: Report) => formatReport(report).split('\n\n').at(-2);

describe('evaluation on the table that a model was trained on', () => {
  test.each<[string, TrainOptions]>([
    ['by chance', {}],
    ['with a test', { testSplit: 0.1 }],
    ['by group', { split: { type: 'group', column: 'group' } }],
    ['by time', { split: { type: 'time', column: 'day' } }],
    ['by key', { split: { type: 'key', column: 'id' } }],
  ])('takes the rows that training did not see, parted %s, in memory and streamed', async (_, given) => {
    for (const data of [rows, sourceOf(rows)]) {
      await using(
        given,
        async (model) => {
          const report = await evaluate(model, data);
          expect(report.leftOut).toBe(200 - model.heldOut!.rows);
          const { leftOut: _, ...same } = report;
          // In the stream rows may be drawn in another order, which sums are not quite indifferent to.
          expect(same.rows).toBe(model.heldOut!.rows);
          expect(same.metrics).toMatchObject({ accuracy: (model.heldOut!.metrics as { accuracy: number }).accuracy });
          expect(await evaluate(model, rows)).toMatchObject({ rows: same.rows, leftOut: report.leftOut });
          const all = await evaluate(model, rows, { allRows: true });
          expect([all.rows, all.leftOut, all.seen]).toEqual([200, undefined, undefined]);
        },
        data,
      );
    }
  });

  test.each<[string, TrainOptions]>([
    ['key', { split: { type: 'key', column: 'id' } }],
    ['column', { split: { type: 'column', column: 'part' } }],
  ])('takes them of a table that has grown, too, where each row says its part by its %s', async (_, given) => {
    const parted = rows.map((row, i) => ({ ...row, part: i % 5 === 0 ? 'validation' : 'train' }));
    const known = parted.slice(0, 150);
    await using(
      given,
      async (model) => {
        const grown = [...parted.slice(150), ...known].reverse();
        const report = await evaluate(model, grown);
        expect(report.rows + report.leftOut!).toBe(200);
        expect(report.rows).toBeGreaterThan(model.heldOut!.rows);
        expect(report.rows).toBeLessThan(70);
        expect(report.seen).toBeUndefined();
        const { leftOut: _, ...streamed } = await evaluate(model, sourceOf(grown));
        expect(streamed.metrics).toMatchObject({ accuracy: (report.metrics as { accuracy: number }).accuracy });
        // None of them was trained on: all are taken.
        expect((await evaluate(model, parted.slice(150))).rows).toBe(50);
      },
      known,
    );
  });

  test.each<[string, TrainOptions]>([
    ['group', { split: { type: 'group', column: 'group' } }],
    ['group, with a test', { split: { type: 'group', column: 'group' }, testSplit: 0.2 }],
    ['time', { split: { type: 'time', column: 'day' } }],
    ['time, with a test', { split: { type: 'time', column: 'day' }, testSplit: 0.2 }],
  ])('takes of a table that has grown what is like nothing that training saw by its %s', async (_, given) => {
    // 15 groups, and 150 days.
    const [known, later] = [rows.filter(({ group }) => group < 15), rows.filter(({ group }) => group >= 15)];
    const ofKnown = known.map((row, day) => ({ ...row, day }));
    const others = later.map((row, i) => ({ ...row, day: 150 + i }));
    for (const data of [ofKnown, sourceOf(ofKnown)]) {
      await using(
        given,
        async (model) => {
          const unseen = model.heldOut!.rows;
          const grown = [...others, ...ofKnown].reverse();
          // Frames of 7 rows, most of which have none of the test.
          for (const table of [grown, sourceOf(grown, 7)]) {
            const report = await evaluate(model, table);
            expect([report.rows, report.leftOut, report.seen]).toEqual([unseen + 50, 150 - unseen, undefined]);
          }
          // None of them was trained on: all are taken.
          expect((await evaluate(model, others)).rows).toBe(50);
        },
        data,
      );
    }
  });

  test('takes of a table that has grown what a training that parted by chance has not', async () => {
    const known = rows.slice(0, 150);
    for (const data of [known, sourceOf(known)]) {
      await using(
        {},
        async (model) => {
          const grown = [...rows.slice(150), ...known].reverse();
          const unseen = model.heldOut!.rows + 50;
          for (const table of [grown, sourceOf(grown, 7)]) {
            const report = await evaluate(model, table);
            expect([report.rows, report.leftOut, report.seen]).toEqual([unseen, 200 - unseen, undefined]);
          }
          expect((await evaluate(model, rows.slice(150))).rows).toBe(50);
        },
        data,
      );
    }
  });

  test('takes of a new row of a group that training saw that it did see such', async () => {
    await using({ split: { type: 'group', column: 'group' }, validationSplit: 0 }, async (model) => {
      const again = { ...rows[0]!, x: 0.123 };
      const report = await evaluate(model, [...rows, again, { ...again, group: 99 }]);
      expect([report.rows, report.leftOut]).toEqual([1, 201]);
    });
  });

  test('says why where it cannot tell which rows of a table that has grown were trained on', async () => {
    const grown = [...rows, { ...rows[0]!, x: 0.123 }];
    const without = (name: string) => grown.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => key !== name)) as Row);
    const gap = grown.map((row, i) => (i === 200 ? { ...row, day: null as never } : row));
    const told: (string | undefined)[] = [];
    for (const [given, data] of [
      [{ split: { type: 'group', column: 'group' } }, without('group')],
      [{ split: { type: 'time', column: 'day' } }, gap],
      [{ split: { type: 'time', column: 'day' }, validationSplit: 0 }, [...rows.slice(100), grown[200]!]],
    ] as const satisfies readonly (readonly [TrainOptions, readonly Row[]])[]) {
      await using(given, async (model) => {
        const [report, streamed] = [await evaluate(model, data), await evaluate(model, sourceOf(data))];
        expect([report.rows, report.leftOut]).toEqual([data.length, undefined]);
        expect(lastLine(streamed)).toBe(lastLine(report));
        told.push(lastLine(report));
      });
    }
    expect(told.join('\n')).toMatchInlineSnapshot(`
     "160 of these 201 rows are among those that were trained on: scores on what was seen flatter. They are not left out, as the data have no column "group", by which training split its rows.
     160 of these 201 rows are among those that were trained on: scores on what was seen flatter. They are not left out, as column "day", by which training split its rows, cannot be read in all of the data.
     100 of these 101 rows are among those that were trained on: scores on what was seen flatter. They are not left out, as by column "day" none of the rows is new to training."
    `);
  });

  test('tells of levels that training did not have in the rows that it judges', async () => {
    const kinds = rows.map((row, i) => ({ ...row, kind: i < 150 ? 'abc'[i % 3]! : i < 190 ? 'd' : 'e' }));
    const withKind = { ...spec, features: { ...spec.features, kind: 'category' } } as const satisfies ModelSpec;
    const model = await train(withKind, kinds.slice(0, 150), { ...options, split: { type: 'time', column: 'day' } });
    const told: string[] = [];
    const onWarning = ({ about, message }: { readonly about: string; readonly message: string }) => void told.push(`${about}: ${message}`);
    await evaluate(model, kinds, { onWarning });
    await evaluate(model, sourceOf(kinds as never), { onWarning });
    await evaluate(model, kinds.slice(0, 150), { onWarning });
    model.dispose();
    expect(told).toEqual([told[0], told[0]]);
    expect(told[0]).toMatchInlineSnapshot(
      `"unseenLevels: column "kind": training did not have the levels of 50 cells ("d", "e"), so that they count as no level"`,
    );
  });

  test('says what it left out', async () => {
    await using({}, async (model) => {
      expect(lastLine(await evaluate(model, rows))).toMatchInlineSnapshot(
        `"These are the rows that training did not see. The other 160 of the data belong to training, or watched it, and are left out."`,
      );
    });
  });

  test('says so where all rows were trained on, and leaves out those of other data that were', async () => {
    await using({ validationSplit: 0 }, async (model) => {
      const report = await evaluate(model, rows);
      expect(report.seen).toBe(200);
      expect(lastLine(report)).toMatchInlineSnapshot(
        `"All of these 200 rows are among those that were trained on: scores on what was seen flatter."`,
      );
      const others = rows.slice(0, 50).map((row, i) => (i < 30 ? row : { ...row, x: row.x + 1e-3 }));
      for (const data of [others, sourceOf(others)]) expect(await evaluate(model, data)).toMatchObject({ rows: 20, leftOut: 30 });
      expect(await evaluate(model, others.slice(0, 30))).toMatchObject({ rows: 30, seen: 30 });
      expect((await evaluate(model, others.slice(30))).seen).toBeUndefined();
    });
  });

  test('knows about how many of very many rows it has seen', async () => {
    const many = Array.from({ length: 6000 }, (_, i) => ({
      ...rows[0]!,
      x: random.next(),
      z: random.next(),
      y: i % 2 === 0 ? 'large' : 'small',
    }));
    await using({ epochs: 1, batchSize: 500 }, async (model) => {
      const report = await evaluate(model, [...many].reverse());
      expect(Math.abs(report.seen! - 4800)).toBeLessThan(200);
      expect(lastLine(report)).toMatch(/They are not left out, as training split by chance, and had more than 1024 rows, too many to know them again\.$/);
    }, many); // prettier-ignore
  });

  test('of arrays is the same', async () => {
    const [xs, ys] = [rows.map(({ x, z }) => [x, z]), rows.map(({ y }) => Number(y === 'large'))];
    const network = { input: [2], layers: [{ type: 'dense', units: 1, activation: 'sigmoid' }] } as const;
    const model = await train({ network, training: { loss: 'binaryCrossentropy', validationSplit: 0.25 } }, { xs, ys }, options);
    const { leftOut, ...report } = (await evaluate(model, { xs, ys })) as Report;
    expect(leftOut).toBe(150);
    expect(report).toEqual(model.heldOut);
    model.dispose();
  });
});

describe('rows that are held out and trained on at once', () => {
  const warningsOf = async (given: TrainOptions, data: readonly Row[] | Source) => {
    const warnings: string[] = [];
    await using(
      { ...given, onWarning: ({ about, message }) => void (about === 'sharedRows' && warnings.push(message)) },
      () => Promise.resolve(),
      data,
    );
    return warnings;
  };
  const [first, second] = [rows.slice(0, 100), rows.slice(100, 150)];
  // Ten rows of the training, three of them with another answer.
  const repeated = [
    ...first.slice(0, 10).map((row, i) => ({ ...row, y: i < 3 ? (row.y === 'large' ? 'small' : 'large') : row.y })),
    ...second,
  ];

  test('are told with their places, in memory and streamed', async () => {
    const inMemory = await warningsOf({ validationData: repeated }, first);
    expect(inMemory.join('\n')).toMatchInlineSnapshot(`
     "rows held out: 7 of 60 are also among the rows trained on, the same to the network in features and target (row 4, row 5, row 6, ...): the network has seen their answers; 10 in all have the features of one
       fix: leave out rows that are there twice, or keep what belongs together on one side: "split": { "type": "group", "column": ... }"
    `);
    expect(await warningsOf({ validationData: repeated }, sourceOf(first))).toEqual(inMemory);
    expect(await warningsOf({ validationData: second, testData: sourceOf(repeated) as never }, first)).toEqual(
      inMemory.map((text) => text.replace('rows held out', 'rows of the test')),
    );
  });

  test('are counted where they are held out of one table', async () => {
    const twice = [...first, ...first];
    for (const data of [twice, sourceOf(twice)]) {
      const trainer = await createTrainer(spec, data, { ...options, testSplit: 0.2 });
      trainer.dispose();
      const [held, tested] = await warningsOf({ testSplit: 0.2 }, data);
      expect(held).toMatch(/^rows held out: \d+ of \d+ are also among the rows trained on/);
      expect(tested).toMatch(/^rows of the test: \d+ of \d+ are also among the rows trained on/);
    }
  });

  test('are no news where there are none, nor where a key parts them', async () => {
    expect(await warningsOf({}, rows)).toEqual([]);
    const twice = [...first, ...first.map((row) => ({ ...row, id: `${row.id}b` }))];
    expect(await warningsOf({ split: { type: 'key', column: 'id' } }, twice)).toEqual([]);
  });
});

describe('a run without a report says why', () => {
  test.each<[string, TrainOptions]>([
    ['no rows held out', { validationSplit: 0 }],
    ['a loss of margins', { loss: 'categoricalHinge' }],
  ])('%s', async (_, given) => {
    const three = rows.map((row, i) => ({ ...row, y: 'abc'[i % 3]! }));
    expect(await using(given, (model) => Promise.resolve([model.heldOut, model.noReport]), three)).toMatchSnapshot();
  });
});
