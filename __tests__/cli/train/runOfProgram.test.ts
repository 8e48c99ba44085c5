import { expect, test } from '@jest/globals';
import { train, type TrainOptions } from 'netspec';
import { capture } from '../capture.ts';
import { temporaryFolder } from '../temporary.ts';

const place = temporaryFolder();
const features = { sepal_length: 'number', sepal_width: 'number', petal_length: 'number', petal_width: 'number' } as const;
const spec = { features, target: { species: 'category' }, network: { layers: [] } } as const;
const record = async (name: string, options: TrainOptions) => {
  const model = await train(spec, 'examples/data/iris.csv', { backend: 'cpu', seed: 1, epochs: 2, run: { folder: place('runs'), name }, ...options }); // prettier-ignore
  model.dispose();
};
const again = async (name: string, ...more: readonly string[]) => {
  const { code, stderr } = await capture(['train', '--again', name, '--runs', place('runs'), '--quiet', ...more]);
  return [code, stderr.replaceAll(place(''), '')];
};

test('the run of a program is repeated where the command line can say all that it was told', async () => {
  await record('plain', {});
  expect(await again('plain', '--out', place('model'))).toEqual([0, '']);
});

test('the run of a program that saved no model needs a place for it', async () => {
  await record('homeless', {});
  expect((await again('homeless')).join('\n')).toMatchInlineSnapshot(`
   "1
   UsageError: the command line of netspec train has a problem
     --out: expected a folder, as the run to repeat saved no model, received nothing
   "
  `);
});

test('the run of a program that was told more is left to that program', async () => {
  await record('more', { optimizer: 'sgd', metrics: ['accuracy'] });
  expect((await again('more', '--out', place('other'))).join('\n')).toMatchInlineSnapshot(`
   "1
   UsageError: the run in /runs/more has a problem
     options: expected what the command line can say, received optimizer, metrics
       fix: repeat it by the program that began it
   "
  `);
});
