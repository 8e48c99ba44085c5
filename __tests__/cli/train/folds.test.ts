import { readdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { capture } from '../capture.ts';
import { eventsOf, trainingPlace } from './commands.ts';

const { place, train, iris, told } = trainingPlace();

interface Folded {
  readonly reports: readonly { readonly metrics: { readonly confusionMatrix: readonly (readonly number[])[] } }[];
}

/** Each flower thrice, told apart by nothing but its number. */
beforeAll(async () => {
  const [head, ...lines] = (await readFile('examples/data/iris.csv', 'utf8')).trimEnd().split('\n');
  const grouped = lines.flatMap((line, i) => Array.from({ length: 3 }, () => `${line},flower ${i}`));
  await writeFile(place('grouped.csv'), [`${head},flower`, ...grouped, ''].join('\n'));
});

describe('--folds', () => {
  test('tells mean and deviation, each class in equal parts in every fold, and keeps no run', async () => {
    const before = tf.memory().numTensors;
    const { code, stdout, stderr } = await train(['models/iris.json', '--data', 'examples/data/iris.csv', '--folds', '5', '--epochs', '2', '--seed', '1', '--backend', 'cpu']); // prettier-ignore
    expect(code).toBe(0);
    expect(stdout).toMatch(/^150 rows, 5 folds +network +linear +trivial\naccuracy +0\.\d{4} ± 0\.\d{4} /);
    expect(stdout).toMatch(/\n\(seed 1\)\n$/);
    expect(stderr.match(/^fold \d\/5$/gm)).toEqual(['fold 1/5', 'fold 2/5', 'fold 3/5', 'fold 4/5', 'fold 5/5']);
    expect(await readdir(place(''))).not.toContain('runs');
    expect(tf.memory().numTensors).toBe(before);
    const json = await iris('none', ['--folds', '5', '--epochs', '1', '--json']);
    const { reports } = eventsOf(json.stdout).at(-1) as unknown as Folded;
    for (const { metrics } of reports) {
      expect(metrics.confusionMatrix.map((counts) => counts.reduce((sum, count) => sum + count))).toEqual([10, 10, 10]);
    }
  });

  test('with --out saves the models as one, which predicts', async () => {
    const { code, stdout } = await iris('ensemble', ['--folds', '3', '--epochs', '20']);
    expect(code).toBe(0);
    expect(told(stdout)).toMatch(/\nsaved as one model of 3 in ensemble \(seed 1\)\n$/);
    expect(await readdir(place('ensemble'))).toEqual(['model.json', 'netspec.json', 'weights.bin']);
    const answers = await capture(['predict', place('ensemble'), '--data', 'examples/data/flowers.csv']);
    expect(answers.stdout).toMatch(/\nsetosa,.*\nversicolor,/);
  });

  test('with --group keeps together what belongs together', async () => {
    const words = ['models/iris.json', '--data', place('grouped.csv'), '--folds', '4', '--epochs', '1', '--seed', '1', '--backend', 'cpu'];
    const grouped = await train([...words, '--group', 'flower', '--json']);
    const { reports } = eventsOf(grouped.stdout).at(-1) as unknown as Folded;
    const sizes = reports.map(({ metrics }) => metrics.confusionMatrix.flat().reduce((sum, count) => sum + count));
    expect(sizes.reduce((sum, size) => sum + size)).toBe(450);
    for (const size of sizes) expect(size % 3).toBe(0);
    const unknown = await train([...words, '--group', 'flowers']);
    expect([unknown.code, told(unknown.stderr)]).toMatchInlineSnapshot(`
     [
       1,
       "DataError: grouped.csv has a problem
       column "flowers": expected a column of that name, received the columns sepal_length, sepal_width, petal_length, petal_width, species, flower
         fix: did you mean "flower"?
     ",
     ]
    `);
  });

  test('is refused beside --split-column, whose parts are no folds', async () => {
    const { code, stderr } = await iris('parted', ['--folds', '3', '--split-column', 'species']);
    expect([code, stderr]).toMatchInlineSnapshot(`
     [
       1,
       "UsageError: the command line of netspec train has a problem
       --split-column: expected nothing beside --folds, as a column that names one part for each row makes no folds, received "species"
         fix: leave one of the two out, or give --group, --time or --key
     ",
     ]
    `);
  });

  test('with --quiet shows nothing but what came of it', async () => {
    expect((await iris('quiet', ['--folds', '2', '--epochs', '1', '--quiet'])).stderr).toBe('');
  });

  test('stopped by the user leaves no folder', async () => {
    const { code, stderr } = await iris('stopped', ['--folds', '2', '--quiet'], { signal: AbortSignal.abort() });
    expect([code, stderr]).toEqual([130, 'stopped; nothing was written\n']);
    expect(await readdir(place(''))).not.toContain('stopped');
  });
});
