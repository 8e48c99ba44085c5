import { spawn } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { load, save, train } from 'netspec';
import { bundleFiles } from '../../src/bundle/manifest.ts';
import { temporaryFolder } from '../cli/temporary.ts';

const place = temporaryFolder();

// Each call that changes the disk, one after the other, is the last of a process (which for the disk is as if it waits for ever; of
// a file that is written, half is there), or fails as on a broken disk. (The built package, since Node runs no TypeScript.)

const program = (folder: string, how: 'wait' | 'fail') => `
  import fs from 'node:fs/promises';
  import { writeSync } from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { bundleReader, writeBundle } = await import('./dist/node/bundleFiles.js');
  const { prepareFolder } = await import('./dist/node/bundleFolder.js');
  const files = ${JSON.stringify(bundleFiles)};
  const contentOf = (text) => Object.fromEntries(files.map((file) => [file, Buffer.from(text)]));
  const { readdir } = fs;
  let calls = 0;
  let stopAt = Infinity;
  let onStop;
  for (const name of ['writeFile', 'rename', 'rm', 'link', 'copyFile']) {
    const real = fs[name];
    fs[name] = async (path, content, options) => {
      if (++calls !== stopAt) return await real(path, content, options);
      if (name === 'writeFile') await real(path, content.subarray(0, content.length / 2), options);
      if (${how === 'fail'}) throw Object.assign(new Error('EIO: i/o error, ' + name), { code: 'EIO' });
      onStop();
      await new Promise(() => {});
    };
  }
  syncBuiltinESMExports();
  const told = async (path) => {
    await prepareFolder(path);
    const read = await bundleReader(path);
    const texts = await Promise.all(files.map((file) => read(file).then(String, () => 'nothing')));
    return texts.every((text) => text === texts[0]) ? texts[0] : texts.join(' and ');
  };
  for (const before of ['nothing', 'old model']) {
    for (let at = 1, isOver = false; !isOver; at++) {
      const path = ${JSON.stringify(folder)} + '/' + before + at;
      await prepareFolder(path);
      if (before !== 'nothing') await writeBundle(path, contentOf(before));
      await fs.writeFile(path + '/netspec.json.mine', 'mine');
      if (before === 'nothing') await fs.rm(path + '/netspec.json.mine');
      [calls, stopAt] = [0, at];
      const stopped = new Promise((resolve) => (onStop = () => resolve('stopped')));
      const end = await Promise.race([stopped, writeBundle(path, contentOf('new model')).then(() => 'ended', (error) => error.name)]);
      isOver = calls < at;
      stopAt = Infinity;
      const left = ${how === 'fail'} ? (await readdir(path)).join(' ') : '';
      const copy = path + ' as another process finds it';
      await fs.cp(path, copy, { recursive: true });
      const found = await told(copy);
      await writeBundle(copy, contentOf('newest model'));
      const after = (await told(copy)) + ': ' + (await readdir(copy)).join(' ');
      writeSync(1, JSON.stringify({ before, end, found, left, after }) + '\\n');
    }
  }
`;

interface Outcome {
  readonly before: string;
  readonly end: string;
  readonly found: string;
  readonly left: string;
  readonly after: string;
}

async function outcomes(how: 'wait' | 'fail'): Promise<readonly Outcome[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(place(how), how)]);
  let [told, errors] = ['', ''];
  child.stdout.on('data', (text) => (told += text));
  child.stderr.on('data', (text) => (errors += text));
  await new Promise((resolve) => child.once('close', resolve));
  expect(errors).toBe('');
  return told
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
}

const whole: Readonly<Record<string, string>> = {
  nothing: 'model.json netspec.json weights.bin',
  'old model': 'model.json netspec.json netspec.json.mine weights.bin',
};

test('killed at any moment, saving leaves the old model or the new one, and the next save puts the folder right', async () => {
  const all = await outcomes('wait');
  expect(all.length).toBeGreaterThan(25);
  for (const { before, found, after } of all) {
    expect([before, 'new model']).toContain(found);
    expect(after).toBe(`newest model: ${whole[before]}`);
  }
  const last = (text: string) => all.filter(({ before }) => before === text).map(({ found }) => found);
  for (const before of ['nothing', 'old model']) expect(new Set(last(before))).toEqual(new Set([before, 'new model']));
});

test('where any of its calls fails, saving says so and leaves the old model and nothing else', async () => {
  const all = await outcomes('fail');
  expect(all.filter(({ end }) => end === 'UsageError').length).toBeGreaterThan(20);
  for (const { before, end, found, left } of all) {
    // What was kept for going back may stay.
    if (end === 'ended') expect([found, left.replace(/ \S+\.tmp/g, '')]).toEqual(['new model', whole[before]]);
    else expect([end, found, left]).toEqual(['UsageError', before, before === 'nothing' ? '' : whole[before]]);
  }
});

test('a folder whose files have come to their places in part is loaded, and becomes whole by saving', async () => {
  const spec = { network: { input: [1], layers: [{ type: 'dense', units: 1 }] }, training: { epochs: 1 } } as const;
  const data = { xs: [[1]], ys: [[2]] };
  const answers: number[] = [];
  for (const seed of [1, 2]) {
    const model = await train(spec, data, { seed, backend: 'cpu' });
    await save(model, place(`model-${seed}`));
    answers.push(model.layersModel.getWeights()[0]!.dataSync()[0]!);
    model.dispose();
  }
  expect(answers[0]).not.toBe(answers[1]);
  for (let moved = 0; moved <= bundleFiles.length; moved++) {
    const path = place(`moved-${moved}`);
    await cp(place('model-1'), path, { recursive: true });
    for (const file of bundleFiles) await cp(join(place('model-2'), file), join(path, `${file}.next`));
    for (const file of bundleFiles.slice(0, moved)) await rename(join(path, `${file}.next`), join(path, file));
    const model = await load(path);
    expect(model.layersModel.getWeights()[0]!.dataSync()[0]).toBe(answers[1]);
    await save(model, path);
    model.dispose();
    expect(await readdir(path)).toEqual(['model.json', 'netspec.json', 'weights.bin']);
    expect(await readFile(join(path, 'weights.bin'))).toEqual(await readFile(join(place('model-2'), 'weights.bin')));
  }
});

test('a model is not saved over what is not one, also where the name is like one of ours', async () => {
  const spec = { network: { input: [1], layers: [{ type: 'dense', units: 1 }] }, training: { epochs: 1 } } as const;
  const model = await train(spec, { xs: [[1]], ys: [[2]] }, { seed: 1, backend: 'cpu' });
  for (const name of ['weights.bin', 'model.json.old', 'netspec.json.next.tmp']) {
    const path = place(`with ${name}`);
    await mkdir(path);
    await writeFile(join(path, name), '');
    await expect(save(model, path)).rejects.toThrow('expected an empty folder, or one with a netspec model');
  }
  model.dispose();
});
