import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { checkpointFolder, train, type TrainOptions } from 'netspec';
import { temporaryFolder } from '../cli/temporary.ts';

const place = temporaryFolder();
const spec = { network: { input: [2], layers: [{ type: 'dense', units: 1 }] }, training: { loss: 'meanSquaredError', epochs: 5 } } as const;
const xs = Array.from({ length: 64 }, (_, i) => [Math.sin(i), Math.cos(i)]);
const data = { xs, ys: xs.map(([a, b]) => a! - b!) };
const weights = async (options: TrainOptions) => {
  const model = await train(spec, data, { seed: 1, backend: 'cpu', ...options });
  const values = model.layersModel.getWeights().map((weight) => [...weight.dataSync()]);
  model.dispose();
  return values;
};

test('checkpoints in a folder are the newest few, and the newest one leads to the same end', async () => {
  const whole = await weights({});
  const folder = place('some/where');
  const { checkpoints, latest } = checkpointFolder(folder, { keep: 2, everySeconds: 0 });
  expect(await latest()).toBeUndefined();
  await weights({ checkpoints, resumeFrom: await latest(), stopWhen: ({ epoch }) => epoch === 3 });
  expect(await readdir(join(folder, 'checkpoints'))).toHaveLength(2);
  expect(await weights({ checkpoints, resumeFrom: await checkpointFolder(folder).latest() })).toEqual(whole);

  for (const file of await readdir(join(folder, 'checkpoints'))) await writeFile(join(folder, 'checkpoints', file), 'x');
  await expect(latest()).rejects.toThrow('expected a checkpoint of netspec, received a file of another kind');
});

test('wrong arguments are told', async () => {
  expect(() => checkpointFolder(5 as never)).toThrow('folder: expected the path of a folder, received 5');
  expect(() => checkpointFolder('x', { keep: 0, everySeconds: NaN, every: 1 } as never)).toThrowErrorMatchingInlineSnapshot(`
   "the call of checkpointFolder has 3 problems
     keep: expected a positive integer, received 0
     everySeconds: expected a number >= 0, received NaN
     every: expected an option of checkpointFolder, received "every"
       fix: did you mean "everySeconds"?"
  `);
  for (const [everySeconds, received] of [
    ['x' as never, '"x"'],
    [NaN, 'NaN'],
    [-1, '-1'],
  ] as const) {
    await expect(weights({ checkpoints: { everySeconds, save: () => undefined } })).rejects.toThrow(
      `the call has a problem\n  checkpoints.everySeconds: expected a number >= 0, received ${received}`,
    );
  }
});
