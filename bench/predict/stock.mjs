// What a user of the umbrella package writes: opens the model of a folder, answers the rows of a CSV file, prints a line for each.
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';

const [, , folder, file] = process.argv;
const { modelTopology, weightsManifest } = JSON.parse(readFileSync(`${folder}/model.json`, 'utf8'));
const weightData = new Uint8Array(readFileSync(`${folder}/weights.bin`)).buffer;
const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
const rows = lines.map((line) => line.split(',').slice(0, model.inputs[0].shape[1]).map(Number));
const answers = model.predict(tf.tensor2d(rows)).arraySync();
process.stdout.write(`${answers.map((shares) => shares.join(',')).join('\n')}\n`);
