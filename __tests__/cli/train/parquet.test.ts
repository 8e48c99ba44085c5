import { expect, test } from '@jest/globals';
import { capture } from '../capture.ts';
import { trainingPlace } from './commands.ts';

const { iris, place, told, weights } = trainingPlace();
const parquet = '__tests__/node/read/parquet/iris.parquet';

test('a Parquet file is trained on, evaluated and answered as the same table in CSV is', async () => {
  const [fromParquet, fromCsv] = [await iris('parquet', ['--data', parquet]), await iris('csv')];
  expect([fromParquet.code, fromCsv.code]).toEqual([0, 0]);
  expect(told(fromParquet.stdout).replaceAll('parquet', 'csv')).toBe(told(fromCsv.stdout));
  expect(await weights('parquet')).toEqual(await weights('csv'));
  for (const command of ['evaluate', 'predict']) {
    const answers = await Promise.all(
      [parquet, 'examples/data/iris.csv'].map((data) => capture([command, place('parquet'), '--data', data, '--json'])),
    );
    expect(answers.map(({ code }) => code)).toEqual([0, 0]);
    expect(answers[0]!.stdout).toBe(answers[1]!.stdout);
    expect(answers[0]!.stdout).not.toBe('');
  }
});

test('signs of CSV are refused for a file that is found to be Parquet, and for JSON', async () => {
  const { code, stderr } = await iris('none', ['--data', parquet, '--delimiter', ';', '--on-bad-row', 'skip']);
  expect(code).toBe(1);
  expect(stderr).toMatchInlineSnapshot(`
   "DataError: __tests__/node/read/parquet/iris.parquet has 2 problems
     delimiter: expected nothing, as the data are Parquet, received ";"
       fix: leave it out
     onBadRow: expected nothing, as the data are Parquet, received "skip"
       fix: leave it out
   "
  `);
  // What is so anyway may be said.
  expect((await capture(['describe', parquet, '--on-bad-row', 'error'])).code).toBe(0);
  const piped = await iris('none', ['--data', '-', '--decimal', ','], { stdin: '[{"sepal_length": 1}]' });
  expect(piped.stderr).toMatchInlineSnapshot(`
   "DataError: standard input has a problem
     decimal: expected nothing, as the data are JSON, received ","
       fix: leave it out
   "
  `);
});
