import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { save, train } from 'netspec';
import { root } from '../docs/run.ts';

// A program with stock TensorFlow.js and nothing of ours.
const program = `
const { readFileSync } = require('node:fs');
const tf = require('@tensorflow/tfjs-core');
const { loadLayersModel } = require('@tensorflow/tfjs-layers');
require('@tensorflow/tfjs-backend-cpu');
console.warn = () => {};
const [folder, inputs] = process.argv.slice(1);
const { modelTopology, weightsManifest } = JSON.parse(readFileSync(folder + '/model.json'));
const weightData = new Uint8Array(readFileSync(folder + '/weights.bin')).buffer;
loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData })).then((model) =>
  console.log(JSON.stringify(model.predict(tf.tensor(JSON.parse(readFileSync(inputs)))).arraySync())));
`;

test('a program with stock TF.js alone loads the saved model and gives the same predictions', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'netspec-stock-'));
  const xs = Array.from({ length: 12 }, (_, n) =>
    Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => [Math.sin(n + i * j)])),
  );
  const ys = xs.map((_, n) => [n % 2, 1 - (n % 2)]);
  const spec = {
    input: [8, 8, 1],
    layers: [
      { type: 'conv2d', filters: 4, kernelSize: 3, activation: 'relu' },
      { type: 'batchNormalization' },
      { type: 'maxPooling2d' },
      { type: 'residual', layers: [{ type: 'conv2d', filters: 4, kernelSize: 3, padding: 'same' }] },
      { type: 'flatten' },
      { type: 'dropout', rate: 0.2 },
      { type: 'dense', units: 2, activation: 'softmax' },
    ],
  } as const;
  const model = await train(spec, { xs, ys }, { epochs: 2, seed: 1, backend: 'cpu' });
  await save(model, join(folder, 'model'));
  await writeFile(join(folder, 'xs.json'), JSON.stringify(xs));
  const args = ['-e', program, join(folder, 'model'), join(folder, 'xs.json')];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root });
  const ours = (await model.predict(xs)) as number[][];
  (JSON.parse(stdout) as number[][]).forEach((row, n) => row.forEach((p, k) => expect(p).toBeCloseTo(ours[n]![k]!, 6)));
  model.dispose();
  await rm(folder, { recursive: true });
});
