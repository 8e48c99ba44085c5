import { describe, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { tf } from '#tf';
import { trainingPlace } from './train/commands.ts';

const { place, train, told } = trainingPlace();
const iris = ['models/iris.json', '--data', 'examples/data/iris.csv'];
/** Few epochs are enough to see that all is wired. */
const quick = ['--seed', '1', '--epochs', '10', '--backend', 'cpu'];
const trainIris = (out: string, ...more: string[]) => train([...iris, '--out', place(out), ...quick, ...more]);

describe('netspec train', () => {
  test('saves a model; progress goes to standard error, the evaluation on held-out rows to standard output', async () => {
    const { code, stdout, stderr } = await trainIris('iris');
    expect(code).toBe(0);
    expect(await readdir(place('iris'))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
    expect(stderr.split('\n')[0]).toBe('backend cpu: asked for');
    expect(
      stderr.match(
        /^epoch +\d+\/10 {2}loss \d\.\d{4} {2}accuracy \d\.\d{4} {2}held out: loss \d\.\d{4} {2}accuracy \d\.\d{4}( {2}best so far)?$/gm,
      ),
    ).toHaveLength(10);
    expect(stdout).toMatch(/^On rows held out of training:\n\n30 rows +network +linear +trivial\naccuracy/);
    expect(told(stdout)).toMatch(/\nsaved in iris \(seed 1\), the run in runs\/iris\n$/);
  });

  test('--json writes one event a line, the last of them the end', async () => {
    const { stdout, stderr } = await trainIris('events', '--json');
    expect(stderr).toBe('');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ event }) => event)).toEqual(['backend', 'step', 'start', ...Array.from({ length: 10 }, () => 'epoch'), 'end']);
    expect(events[0]).toMatchObject({ name: 'cpu' });
    expect(events[1]).toMatchObject({ step: 'plain' });
    expect(events[2]).toMatchObject({
      ...{ run: place('runs/events'), folder: place('events'), seed: 1, epochs: 10 },
      ...{ backend: 'cpu', rows: 120, heldOutRows: 30, parameters: 131 },
    });
    expect(events[12]).toMatchObject({ epoch: 10, epochs: 10, metrics: { loss: expect.any(Number), val_accuracy: expect.any(Number) } });
    expect(events[13]).toMatchObject({
      run: place('runs/events'),
      folder: place('events'),
      seed: 1,
      epochs: 10,
      heldOut: { rows: 30, metrics: { accuracy: expect.any(Number) } },
    });
  });

  test('takes the data from standard input, and replaces an older model', async () => {
    const data = await readFile('examples/data/iris.csv', 'utf8');
    const weights = await readFile(place('events/weights.bin'));
    const { code } = await train(['models/iris.json', '--data', '-', '--out', place('events'), ...quick], { stdin: data });
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
      const { code, stdout, stderr } = await train([place('wrong.json'), '--data', 'examples/data/iris.csv', '--out', place('no')]);
      expect([code, stdout]).toEqual([1, '']);
      expect(told(stderr)).toMatchInlineSnapshot(`
       "SpecError: wrong.json has 2 problems
         network.layers[0].type: expected a type of layer, received "dens"
           fix: did you mean "dense"?
         network.input: expected the sizes of one example, such as [4] or [28, 28, 1], received nothing
       "
      `);
      await notThere('no');
    });

    test('a network without features', async () => {
      await writeFile(place('bare.json'), '{ "input": [2], "layers": [{ "type": "dense", "units": 1 }] }');
      const { stderr } = await train([place('bare.json'), '--data', 'examples/data/iris.csv', '--out', place('no')]);
      expect(told(stderr)).toMatchInlineSnapshot(`
       "SpecError: bare.json has a problem
         features: expected columns by name, such as { "age": "number" }, received nothing
           fix: say which columns of the file the network reads, and the "target" that it learns to tell
       "
      `);
      await notThere('no');
    });

    test('data that are not there', async () => {
      const { stderr } = await train(['models/iris.json', '--data', 'none.csv', '--out', place('no')]);
      expect(stderr).toMatchInlineSnapshot(`
       "DataError: the data has a problem
         none.csv: expected a CSV file, received no such file
       "
      `);
      await notThere('no');
    });

    test('data that are no such rows', async () => {
      const { code, stderr } = await train(['models/iris.json', '--data', 'examples/data/xor.csv', '--out', place('no'), ...quick]);
      expect(code).toBe(1);
      expect(stderr).toMatchInlineSnapshot(`
       "DataError: examples/data/xor.csv has 5 problems
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
      const { code, stderr } = await train([...iris, '--out', place('full')]);
      expect(code).toBe(1);
      expect(told(stderr)).toMatchInlineSnapshot(`
       "BundleError: "full" has a problem
         full: expected an empty folder, or one with a netspec model, received a folder with "model.json"
           fix: choose another folder
       "
      `);
      expect(await readFile(place('full/model.json'), 'utf8')).toBe('mine');
    });

    test('a folder that cannot be', async () => {
      const { code, stderr } = await train([...iris, '--out', place('bare.json/model')]);
      expect(code).toBe(1);
      expect(told(stderr)).toMatchInlineSnapshot(`
       "BundleError: "bare.json/model" has a problem
         bare.json/model: expected an empty folder, or one with a netspec model, received a file where a folder is needed
           fix: choose a folder that can be written
       "
      `);
    });
  });
});
