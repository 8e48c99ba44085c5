import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tf } from '#tf';
import { capture } from './capture.ts';
import { temporaryFolder } from './temporary.ts';

const place = temporaryFolder();
const told = (text: string) => text.replaceAll(place(''), 'FOLDER');

beforeAll(async () => {
  const { code } = await capture([
    ...['train', 'models/iris.json', '--data', 'examples/data/iris.csv', '--out', place('iris')],
    ...['--runs', place('runs'), '--seed', '1', '--epochs', '10', '--backend', 'cpu'],
  ]);
  expect(code).toBe(0);
});

describe('netspec evaluate', () => {
  test('prints the report', async () => {
    const { code, stdout, stderr } = await capture(['evaluate', place('iris'), '--data', 'examples/data/iris.csv']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^30 rows +network +linear +trivial\naccuracy/);
    expect(stdout).toMatch(/\nThe network /);
  });

  test('is on the rows that training did not see, unless all are asked for', async () => {
    const evaluated = (...words: readonly string[]) => capture(['evaluate', place('iris'), '--data', 'examples/data/iris.csv', ...words]);
    expect((await evaluated()).stdout).toContain(
      'These are the rows that training did not see. The other 120 of the data belong to training, or watched it, and are left out.',
    );
    expect((await evaluated('--stream')).stdout).toBe((await evaluated()).stdout);
    expect((await evaluated('--all-rows')).stdout).toMatch(/^150 rows +network/);
  });

  test('--json gives it as one object', async () => {
    const { stdout } = await capture(['evaluate', place('iris'), '--data', 'examples/data/iris.csv', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      rows: 30,
      leftOut: 120,
      metrics: { accuracy: expect.any(Number), logLoss: expect.any(Number), f1Macro: expect.any(Number) },
      baselines: { trivial: { accuracy: expect.any(Number) }, linear: { accuracy: expect.any(Number) } },
      verdict: expect.any(String),
    });
  });

  test('tells on standard error of levels that training did not have', async () => {
    const table = (colours: string) =>
      `colour,size\n${Array.from({ length: 40 }, (_, i) => `${colours[i % colours.length]!},${i % 3}`).join('\n')}\n`;
    await writeFile(place('known.csv'), table('abc'));
    await writeFile(place('others.csv'), table('abcx'));
    const spec = { features: { colour: 'category' }, target: { size: 'number' }, network: { layers: [] } };
    await writeFile(place('colours.json'), JSON.stringify(spec));
    await capture([
      ...['train', place('colours.json'), '--data', place('known.csv'), '--out', place('colours')],
      ...['--runs', place('runs'), '--seed', '1', '--epochs', '1', '--backend', 'cpu'],
    ]);
    const evaluated = (...words: readonly string[]) => capture(['evaluate', place('colours'), '--data', place('others.csv'), ...words]);
    const { code, stderr } = await evaluated();
    expect([code, stderr]).toEqual([
      0,
      'warning: column "colour": training did not have the levels of 10 cells ("x"), so that they count as no level\n',
    ]);
    const [json, streamed] = [await evaluated('--json'), await evaluated('--stream')];
    expect([json.stderr, streamed.stderr]).toEqual([stderr, stderr]);
    // Of 40 rows those like one that was trained on are left out.
    expect(JSON.parse(json.stdout)).toMatchObject({ rows: 28, leftOut: 12 });
  });

  test('a folder without a model is told', async () => {
    const { code, stderr } = await capture(['evaluate', 'models', '--data', 'examples/data/iris.csv']);
    expect(code).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
     "BundleError: "models" has a problem
       netspec.json: expected a file of a saved model, received nothing there
         fix: give the folder that save wrote
     "
    `);
  });
});

describe('netspec predict', () => {
  const rows = 'sepal_length,sepal_width,petal_length,petal_width,note\n6.3,3.3,6.0,2.5,"a, b"\n5.1,3.5,1.4,0.2,\n';
  const predict = (stdin: string, ...more: string[]) => capture(['predict', place('iris'), '--data', '-', ...more], { stdin });

  test('answers in CSV, a row for a row, with the probability of each class', async () => {
    const { code, stdout, stderr } = await predict(rows);
    expect([code, stderr]).toEqual([0, '']);
    const [header, first, second, end] = stdout.split('\n');
    expect(header).toBe('species,probability_setosa,probability_versicolor,probability_virginica');
    expect(first).toMatch(/^virginica,0\.\d+,0\.\d+,0\.\d+$/);
    expect(second).toMatch(/^setosa,0\.\d+,/);
    expect(end).toBe('');
  });

  test('--json answers in one object a row', async () => {
    const { stdout } = await predict(rows, '--json');
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { species: string; probabilities: Record<string, number> });
    expect(answers.map(({ species }) => species)).toEqual(['virginica', 'setosa']);
    expect(Object.values(answers[0]!.probabilities).reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);
  });

  test('--out writes the same into a file', async () => {
    const { stdout, stderr } = await predict(rows, '--out', place('answers.csv'));
    expect([stdout, told(stderr)]).toEqual(['', 'wrote FOLDER/answers.csv (2 rows)\n']);
    expect(await readFile(place('answers.csv'), 'utf8')).toBe((await predict(rows)).stdout);
  });

  test('a number is answered in its own units, under its own name', async () => {
    await writeFile(place('double.csv'), `x,"twice, x"\n${Array.from({ length: 40 }, (_, i) => `${i},${2 * i}`).join('\n')}\n`);
    await writeFile(
      place('double.json'),
      JSON.stringify({
        features: { x: 'number' },
        target: { 'twice, x': 'number' },
        network: { layers: [] },
        training: { optimizer: { type: 'adam', learningRate: 0.1 } },
      }),
    );
    const trained = await capture([
      'train',
      place('double.json'),
      '--data',
      place('double.csv'),
      '--out',
      place('double'),
      '--runs',
      place('runs'),
      '--seed',
      '1',
      '--backend',
      'cpu',
    ]);
    expect(trained.code).toBe(0);
    const { stdout } = await capture(['predict', place('double'), '--data', '-'], { stdin: 'x\n10\n' });
    const [header, answer] = stdout.split('\n');
    expect(header).toBe('"twice, x"');
    expect(Number(answer)).toBeCloseTo(20, 0);
  });

  test('a row that does not fit is told by its line', async () => {
    const { code, stderr } = await predict('sepal_length,sepal_width,petal_length,petal_width\n1,2,3,4\n1,2,x,4\n');
    expect(code).toBe(1);
    expect(stderr).toMatchInlineSnapshot(`
     "DataError: standard input has a problem
       column "petal_length": expected a number in each row, received "x" in line 3
         fix: correct the cells or leave the rows out (texts in rows are read with a decimal point, or as the table of the training writes them); a model trained with "missing": "mean" for the column takes empty ones, and texts that its "missingValues" list
     "
    `);
  });

  test('a network that reads arrays has no rows to answer', async () => {
    const { train } = await import('../../src/node/train.ts');
    const { save } = await import('../../src/node/bundleFolder.ts');
    const model = await train(
      { input: [2], layers: [{ type: 'dense', units: 1 }] },
      { xs: [[0, 0]], ys: [[0]] },
      { loss: 'mse', epochs: 1, seed: 1 },
    );
    await save(model, place('arrays'));
    model.dispose();
    const { code, stderr } = await capture(['predict', place('arrays'), '--data', 'examples/data/xor.csv']);
    expect(code).toBe(1);
    expect(told(stderr)).toMatchInlineSnapshot(`
     "UsageError: the command line has a problem
       FOLDER/arrays: expected a model with features, which reads the rows of a file, received a network that reads arrays
         fix: use it from a program: load(folder), then predict(arrays)
     "
    `);
  });

  test('leaves no tensor behind', async () => {
    await predict(rows);
    const before = tf.memory().numTensors;
    await predict(rows);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('netspec export', () => {
  test('writes the stock layers model, without anything of ours', async () => {
    const { code, stdout } = await capture(['export', place('iris'), '--to', 'tfjs', '--out', place('stock')]);
    expect([code, told(stdout)]).toEqual([0, 'wrote FOLDER/stock\n']);
    expect(await readdir(place('stock'))).toEqual(['model.json', 'weights.bin']);
    expect(await readFile(place('stock/weights.bin'))).toEqual(await readFile(place('iris/weights.bin')));
  });

  test('an unknown format names the closest', async () => {
    expect((await capture(['export', place('iris'), '--to', 'tfj', '--out', place('x')])).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec export has a problem
       --to: expected "tfjs", received "tfj"
         fix: did you mean "tfjs"?
     "
    `);
  });
});
