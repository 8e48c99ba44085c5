import { describe, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tf } from '#tf';
import { capture } from './capture.ts';
import { temporaryFolder } from './temporary.ts';

const place = temporaryFolder();
const iris = ['train', 'models/iris.json', '--data', 'examples/data/iris.csv'];
/** Few epochs are enough to see that all is wired. */
const quick = ['--seed', '1', '--epochs', '10', '--backend', 'cpu'];
const trainIris = (out: string, ...more: string[]) => capture([...iris, '--out', place(out), ...quick, ...more]);
const told = (text: string) => text.replaceAll(place(''), 'FOLDER');

describe('netspec train', () => {
  test('saves a model; progress goes to standard error, the evaluation on held-out rows to standard output', async () => {
    const { code, stdout, stderr } = await trainIris('iris');
    expect(code).toBe(0);
    expect(await readdir(place('iris'))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
    expect(stderr.split('\n')[0]).toBe('backend cpu: asked for');
    expect(
      stderr.match(/^epoch +\d+\/10 {2}loss \d\.\d{4} {2}accuracy \d\.\d{4} {2}held out: loss \d\.\d{4} {2}accuracy \d\.\d{4}$/gm),
    ).toHaveLength(10);
    expect(stdout).toMatch(/^On rows held out of training:\n\n30 rows +network +linear +trivial\naccuracy/);
    expect(told(stdout)).toMatch(/\nsaved in FOLDER\/iris \(seed 1\)\n$/);
  });

  test('--json writes one event a line, the last of them the end', async () => {
    const { stdout, stderr } = await trainIris('events', '--json');
    expect(stderr).toBe('');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ event }) => event)).toEqual(['backend', ...Array.from({ length: 10 }, () => 'epoch'), 'end']);
    expect(events[0]).toMatchObject({ name: 'cpu' });
    expect(events[10]).toMatchObject({ epoch: 10, epochs: 10, metrics: { loss: expect.any(Number), val_accuracy: expect.any(Number) } });
    expect(events[11]).toMatchObject({
      folder: place('events'),
      seed: 1,
      epochs: 10,
      heldOut: { rows: 30, metrics: { accuracy: expect.any(Number) } },
    });
  });

  test('takes the data from standard input, and replaces an older model', async () => {
    const data = await readFile('examples/data/iris.csv', 'utf8');
    const weights = await readFile(place('events/weights.bin'));
    const { code } = await capture(['train', 'models/iris.json', '--data', '-', '--out', place('events'), ...quick], { stdin: data });
    expect(code).toBe(0);
    expect(await readFile(place('events/weights.bin'))).toEqual(weights); // the same seed, the same rows
  });

  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await trainIris('again');
    expect(tf.memory().numTensors).toBe(before);
  });

  describe('refuses before training, and leaves no folder', () => {
    const notThere = async (name: string) => expect((await readdir(place(''))).includes(name)).toBe(false);

    test('a spec that is wrong', async () => {
      await writeFile(place('wrong.json'), '{ "network": { "layers": [{ "type": "dens" }] } }');
      const { code, stdout, stderr } = await capture([
        'train',
        place('wrong.json'),
        '--data',
        'examples/data/iris.csv',
        '--out',
        place('no'),
      ]);
      expect([code, stdout]).toEqual([1, '']);
      expect(told(stderr)).toMatchInlineSnapshot(`
       "SpecError: FOLDER/wrong.json has 2 problems
         network.layers[0].type: expected a type of layer, received "dens"
           fix: did you mean "dense"?
         network.input: expected the sizes of one example, such as [4] or [28, 28, 1], received nothing
       "
      `);
      await notThere('no');
    });

    test('a network without features', async () => {
      await writeFile(place('bare.json'), '{ "input": [2], "layers": [{ "type": "dense", "units": 1 }] }');
      const { stderr } = await capture(['train', place('bare.json'), '--data', 'examples/data/iris.csv', '--out', place('no')]);
      expect(told(stderr)).toMatchInlineSnapshot(`
       "SpecError: FOLDER/bare.json has a problem
         features: expected columns by name, such as { "age": "number" }, received nothing
           fix: say which columns of the file the network reads, and the "target" that it learns to tell
       "
      `);
      await notThere('no');
    });

    test('data that are not there', async () => {
      const { stderr } = await capture(['train', 'models/iris.json', '--data', 'none.csv', '--out', place('no')]);
      expect(stderr).toMatchInlineSnapshot(`
       "DataError: the data has a problem
         none.csv: expected a CSV file, received no such file
       "
      `);
      await notThere('no');
    });

    test('data that are no such rows', async () => {
      const { code, stderr } = await capture([
        'train',
        'models/iris.json',
        '--data',
        'examples/data/xor.csv',
        '--out',
        place('no'),
        ...quick,
      ]);
      expect(code).toBe(1);
      expect(stderr).toMatchInlineSnapshot(`
       "backend cpu: asked for
       DataError: examples/data/xor.csv has 5 problems
         column "sepal_length": expected a column of that name, received the columns x1, x2, y
         column "sepal_width": expected a column of that name, received the columns x1, x2, y
         column "petal_length": expected a column of that name, received the columns x1, x2, y
         column "petal_width": expected a column of that name, received the columns x1, x2, y
         column "species": expected a column of that name, received the columns x1, x2, y
       "
      `);
      await notThere('no');
    });

    test('a folder that holds other things, which stay as they are', async () => {
      await mkdir(place('full'));
      await writeFile(place('full/model.json'), 'mine');
      const { code, stderr } = await capture([...iris, '--out', place('full')]);
      expect(code).toBe(1);
      expect(told(stderr)).toMatchInlineSnapshot(`
       "BundleError: "FOLDER/full" has a problem
         FOLDER/full: expected an empty folder, or one with a netspec model, received a folder with "model.json"
           fix: choose another folder
       "
      `);
      expect(await readFile(place('full/model.json'), 'utf8')).toBe('mine');
    });

    test('a folder that cannot be', async () => {
      const { code, stderr } = await capture([...iris, '--out', place('bare.json/model')]);
      expect(code).toBe(1);
      expect(told(stderr)).toMatchInlineSnapshot(`
       "BundleError: "FOLDER/bare.json/model" has a problem
         FOLDER/bare.json/model: expected an empty folder, or one with a netspec model, received a file where a folder is needed
           fix: choose a folder that can be written
       "
      `);
    });
  });

  test('stopped by the user it ends with 130, and the older model stays', async () => {
    const before = await readFile(place('iris/weights.bin'));
    const { code, stdout, stderr } = await capture([...iris, '--out', place('iris'), '--seed', '2'], { signal: AbortSignal.abort() });
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toMatch(/stopped; nothing was written\n$/);
    expect(await readFile(place('iris/weights.bin'))).toEqual(before);
  });
});

describe('netspec evaluate', () => {
  test('prints the report', async () => {
    const { code, stdout, stderr } = await capture(['evaluate', place('iris'), '--data', 'examples/data/iris.csv']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^150 rows +network +linear +trivial\naccuracy/);
    expect(stdout).toMatch(/\nThe network /);
  });

  test('--json gives it as one object', async () => {
    const { stdout } = await capture(['evaluate', place('iris'), '--data', 'examples/data/iris.csv', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      rows: 150,
      metrics: { accuracy: expect.any(Number), logLoss: expect.any(Number), f1Macro: expect.any(Number) },
      baselines: { trivial: { accuracy: expect.any(Number) }, linear: { accuracy: expect.any(Number) } },
      verdict: expect.any(String),
    });
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
         fix: fill in the cells or leave the rows out; a column of words is a "category"
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
