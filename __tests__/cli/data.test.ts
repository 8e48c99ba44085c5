import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { tf } from '#tf';
import { capture } from './capture.ts';
import { eventsOf, trainingPlace } from './train/commands.ts';

const { place, train, told, weights, record } = trainingPlace();

const header = ['length', 'width', 'kind'];
/** 120 rows of two numbers and one of two classes, which the first number tells. */
const rows = Array.from(
  { length: 120 },
  (_, i) => [((i * 37) % 100) / 8 - 6, ((i * 53) % 41) / 4, i % 100 < 50 ? 'short' : 'long'] as const,
);
const csv = [header, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
const objects = rows.map(([length, width, kind]) => ({ length, width, kind }));

/** The same table in every format. */
const files: Readonly<Record<string, string | Uint8Array>> = {
  'table.csv': csv,
  'german.csv': [header, ...rows].map((cells) => `${cells.map((cell) => String(cell).replace('.', ',')).join(';')}\n`).join(''),
  'table.tsv': csv.replaceAll(',', '\t'),
  'table.json': JSON.stringify(objects),
  'table.jsonl.gz': gzipSync(objects.map((row) => `${JSON.stringify(row)}\n`).join('')),
  'utf16.csv': Buffer.from(`\uFEFF${csv}`, 'utf16le'),
  'part-1.csv': [header, ...rows.slice(0, 50)].map((cells) => `${cells.join(',')}\n`).join(''),
  'part-2.csv': [header, ...rows.slice(50)].map((cells) => `${cells.join(',')}\n`).join(''),
  'broken.csv': csv.replace('\n', '\n1,2\n').concat('3,4,long,5\n'),
};

const spec = {
  features: { length: 'number', width: 'number' },
  target: { kind: 'category' },
  network: { layers: [{ type: 'dense', units: 4, activation: 'relu' }] },
};
const quick = ['--seed', '1', '--epochs', '2', '--backend', 'cpu', '--quiet'];
const trainOn = (data: string, out: string, ...more: string[]) =>
  train([place('spec.json'), '--data', data === '-' ? '-' : place(data), '--out', place(out), ...quick, ...more]);
const predict = (data: string, ...more: string[]) =>
  capture(['predict', place('model'), '--data', data === '-' ? '-' : place(data), ...more]);

const evaluate = (data: string) => capture(['evaluate', place('model'), '--data', place(data)]);
/** What the model says of the table in CSV. */
let ofCsv: Readonly<Record<'answers' | 'evaluation', Awaited<ReturnType<typeof capture>>>>;

beforeAll(async () => {
  for (const [name, content] of Object.entries(files)) await writeFile(place(name), content);
  await writeFile(place('spec.json'), JSON.stringify(spec));
  expect((await trainOn('table.csv', 'model')).code).toBe(0);
  ofCsv = { answers: await predict('table.csv'), evaluation: await evaluate('table.csv') };
});

describe('a table', () => {
  test.each(['german.csv', 'table.tsv', 'table.json', 'table.jsonl.gz', 'utf16.csv', 'part-*.csv'])(
    'is trained on, evaluated and answered the same from %s as from CSV',
    async (file) => {
      const out = `from-${file.replace('*', 's')}`;
      expect(await trainOn(file, out)).toMatchObject({ code: 0, stderr: '' });
      expect(await weights(out)).toEqual(await weights('model'));
      expect(await evaluate(file)).toEqual(ofCsv.evaluation);
      expect(await predict(file)).toEqual(ofCsv.answers);
    },
  );

  test.each(['table.csv', 'table.jsonl.gz', 'utf16.csv'])('comes from standard input as the bytes of %s', async (file) => {
    const stdin = await readFile(place(file));
    const { stdout } = await capture(['predict', place('model'), '--data', '-'], { stdin });
    expect(stdout).toBe(ofCsv.answers.stdout);
    await train([place('spec.json'), '--data', '-', '--out', place('piped'), ...quick], { stdin });
    expect(await weights('piped')).toEqual(await weights('model'));
  });

  test('in Parquet is described, and a spec is made for it', async () => {
    const file = '__tests__/node/read/parquet/types.snappy.parquet';
    const fromPipe = await capture(['describe', '-'], { stdin: await readFile(file) });
    const { code, stdout } = await capture(['describe', file]);
    expect(code).toBe(0);
    expect(fromPipe.stdout).toBe(stdout.replace(file, 'standard input'));
    expect(stdout.split('\n')[0]).toMatch(/: \d+ rows, \d+ columns, /);
  });

  test('is read as it is told to be, whatever its name', async () => {
    await writeFile(place('odd.txt'), files['german.csv']!);
    const { stdout } = await predict('odd.txt', '--format', 'csv', '--delimiter', ';', '--decimal', ',', '--encoding', 'utf-8');
    expect(stdout).toBe(ofCsv.answers.stdout);
    expect((await predict('table.tsv', '--delimiter', 'tab')).stdout).toBe(stdout);
  });

  test('is refused options that say nothing about its format', async () => {
    const { code, stderr } = await predict('table.json', '--format', 'parquet', '--decimal', ',', '--on-bad-row', 'skip');
    expect(code).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec predict has 2 problems
       --decimal: expected nothing beside --format parquet, received ","
       --on-bad-row: expected nothing beside --format parquet, received "skip"
     "
    `);
    expect((await predict('table.csv', '--delimiter', 'semicolon')).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec predict has a problem
       --delimiter: expected one sign that is no letter, digit or quote, such as ";", or tab, received "semicolon"
     "
    `);
  });
});

describe('rows that are broken', () => {
  test('are told with their lines', async () => {
    const { code, stdout, stderr } = await predict('broken.csv');
    expect([code, stdout]).toEqual([1, '']);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "DataError: broken.csv has 2 problems
       broken.csv line 2: expected 3 cells, as the header has, received 2, none for column "kind"
         fix: write a comma also for a cell that is empty
       broken.csv line 123: expected 3 cells, as the header has, received 4, too many from column 4 on
         fix: put cells that hold a comma in double quotes
     "
    `);
  });

  test('are left out where that is asked for, which is told once', async () => {
    const { code, stderr } = await trainOn('broken.csv', 'skipping', '--on-bad-row', 'skip', '--stream');
    expect(code).toBe(0);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "warning: 2 broken rows of broken.csv left out
       broken.csv line 2: expected 3 cells, as the header has, received 2, none for column "kind"
       broken.csv line 123: expected 3 cells, as the header has, received 4, too many from column 4 on
     "
    `);
  });

  test('keep their place among the answers, which have nothing there', async () => {
    const { code, stdout, stderr } = await predict('broken.csv', '--on-bad-row', 'skip');
    expect(code).toBe(0);
    const [first, ...answers] = ofCsv.answers.stdout.trimEnd().split('\n');
    expect(stdout.trimEnd().split('\n')).toEqual([first, ',,', ...answers, ',,']);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "warning: 2 broken rows of broken.csv without an answer
       broken.csv line 2: expected 3 cells, as the header has, received 2, none for column "kind"
       broken.csv line 123: expected 3 cells, as the header has, received 4, too many from column 4 on
     "
    `);
  });

  const isBroken = (row: number) => row % 700 === 0 || row >= 29_990 || row === 15_001;
  test.each([
    ['csv', 'length,width\n', (row: number) => (isBroken(row) ? '1' : `${row % 9},1`)],
    ['jsonl', '', (row: number) => (isBroken(row) ? '{"length": 1' : `{"length":${row % 9},"width":1}`)],
  ])('keep it in long files of %s too, one after another', async (ending, head, write) => {
    for (const part of [1, 2]) {
      const lines = Array.from({ length: 30_000 }, (_, row) => write(row));
      await writeFile(place(`long-${part}.${ending}`), `${head}${lines.join('\n')}\n`);
    }
    const { stdout } = await predict(`long-*.${ending}`, '--on-bad-row', 'skip', '--json');
    const answers = stdout.trimEnd().split('\n');
    expect(answers).toHaveLength(60_000);
    const expected = answers.map((_, i) => (isBroken(i % 30_000) ? 'null' : answers[1 + (((i % 30_000) + 8) % 9)]));
    expect(new Set(answers.slice(1, 10)).size).toBe(9);
    expect(answers).toEqual(expected);
  });

  test('are a quoted empty cell where a line has one cell alone', async () => {
    const { csvText } = await import('../../src/cli/predict/answerText.ts');
    const target = { name: 'y', type: 'number', mean: 0, scale: 1 } as never;
    expect(csvText({ inputs: [], targets: [target] })([{ y: 1 }, null, { y: 2 }])).toBe('y\n1\n""\n2\n');
  });
});

describe('rows that are read anew for each pass', () => {
  test('are part of what a run is told, which it must be told again', async () => {
    expect((await trainOn('part-*.csv', 'streamed', '--stream')).code).toBe(0);
    expect(await record('streamed')).toMatchObject({
      data: [{ given: place('part-1.csv') }, { given: place('part-2.csv') }],
      options: { stream: true },
    });
    const again = await train(['--again', place('runs/streamed'), '--out', place('streamed-again'), '--json']);
    expect(eventsOf(again.stdout).at(-1)).toMatchObject({ event: 'end', sameLosses: true });
    expect(await weights('streamed-again')).toEqual(await weights('streamed'));
  });

  test('are evaluated to the same numbers as rows in memory', async () => {
    const evaluate = (...more: string[]) => capture(['evaluate', place('model'), '--data', place('table.csv'), '--json', ...more]);
    expect(await evaluate('--stream')).toEqual(await evaluate());
  });

  test('cannot be standard input, nor parted for folds', async () => {
    expect((await trainOn('-', 'x', '--stream')).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has a problem
       --stream: expected a file, as standard input is read once, received true
         fix: give a file, or leave --stream out
     "
    `);
    expect((await trainOn('table.csv', 'x', '--stream', '--folds', '2')).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec train has a problem
       --stream: expected nothing beside --folds, which needs the rows in memory, received true
         fix: leave one of the two out
     "
    `);
  });
});

describe('netspec predict', () => {
  const many = () => `length,width\n${Array.from({ length: 60_000 }, (_, i) => `${i % 90},${(i % 7) / 3}`).join('\n')}\n`;

  test('answers part by part, each row once and in its place', async () => {
    await writeFile(place('many.csv'), many());
    let writes = 0;
    const { stdout } = await capture(['predict', place('model'), '--data', place('many.csv')], { onWrite: () => writes++ });
    expect(writes).toBeGreaterThan(1);
    const [first, ...answers] = stdout.trimEnd().split('\n');
    expect(first).toBe('kind,probability_long,probability_short');
    expect(answers).toHaveLength(60_000);
    // 90 and 7 go up in 630: rows so far apart are the same.
    expect(answers.slice(630).filter((answer, row) => answer !== answers[row])).toEqual([]);
    expect(new Set(answers).size).toBeGreaterThan(100);
  });

  test('tells at its end of levels that training did not have', async () => {
    const features = { length: 'number', hall: 'category' };
    await writeFile(place('halls.json'), JSON.stringify({ ...spec, features }));
    const table = (hall: (i: number) => string) =>
      `length,hall,kind\n${rows.map(([length, , kind], i) => `${length},${hall(i)},${kind}`).join('\n')}\n`;
    await writeFile(
      place('halls.csv'),
      table((i) => `h${i % 3}`),
    );
    await writeFile(
      place('more-halls.csv'),
      table((i) => `h${i % 4}`),
    );
    const more = ['--data', place('halls.csv'), '--out', place('halls'), ...quick];
    expect((await train([place('halls.json'), ...more])).code).toBe(0);
    const predictHalls = (file: string) => capture(['predict', place('halls'), '--data', place(file)]);
    expect((await predictHalls('halls.csv')).stderr).toBe('');
    expect((await predictHalls('more-halls.csv')).stderr).toMatchInlineSnapshot(`
     "warning: column "hall": training did not have the levels of 30 cells ("h3"), so that they count as no level
     "
    `);
  });

  test('leaves the file of --out as it was where a later part is broken', async () => {
    await writeFile(place('bad.csv'), `${many()}1,none\n`);
    await writeFile(place('answers.csv'), 'older\n');
    const before = await readdir(place(''));
    const { code, stderr } = await predict('bad.csv', '--out', place('answers.csv'));
    expect(code).toBe(1);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "DataError: bad.csv has a problem
       column "width": expected a number in each row, received "none" in line 60002
         fix: correct the cells or leave the rows out (texts in rows are read with a decimal point, or as the table of the training writes them); a model trained with "missing": "mean" for the column takes empty ones, and texts that its "missingValues" list
     "
    `);
    expect(await readFile(place('answers.csv'), 'utf8')).toBe('older\n');
    expect(await readdir(place(''))).toEqual(before);
  });

  test('stops between two parts where it is told to, and leaves nothing behind', async () => {
    const before = await readdir(place(''));
    const { numTensors } = tf.memory();
    const controller = new AbortController();
    controller.abort();
    const { code, stderr } = await capture(['predict', place('model'), '--data', place('table.csv'), '--out', place('new.csv')], {
      signal: controller.signal,
    });
    expect([code, stderr]).toEqual([130, 'stopped; nothing was written\n']);
    expect(await readdir(place(''))).toEqual(before);
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('does not write over one of the files that it reads', async () => {
    const { code, stderr } = await predict('part-*.csv', '--out', place('part-2.csv'));
    expect(code).toBe(1);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec predict has a problem
       --out: expected a file of its own, received a file of --data
         fix: give another name
     "
    `);
  });
});

test('a pattern that names no file is told', async () => {
  expect(told((await predict('no-*.csv')).stderr)).toMatchInlineSnapshot(`
   "DataError: the data has a problem
     no-*.csv: expected files that this pattern names, received none
   "
  `);
});

test('a spec that is no UTF-8 is refused', async () => {
  expect((await capture(['check', '-'], { stdin: Uint8Array.of(0x7b, 0xff, 0x7d) })).stderr).toMatchInlineSnapshot(`
   "UsageError: the spec has a problem
     standard input: expected text in UTF-8, received bytes that are none
       fix: save it as UTF-8
   "
  `);
});
