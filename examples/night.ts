// A run that one may leave alone: recorded in a folder, taken up where it was broken off, and held in the program's own hands.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTrainer, dense, evaluate, load, network, train } from 'netspec';

const spec = {
  name: 'night',
  features: { sepal_length: 'number', sepal_width: 'number', petal_length: 'number', petal_width: 'number' },
  target: { species: 'category' },
  network: network({ layers: [dense({ units: 16, activation: 'tanh' })] }),
  training: {
    epochs: 200,
    batchSize: 16,
    optimizer: { type: 'adam', learningRate: 0.01 },
    metrics: ['accuracy'],
    earlyStopping: { monitor: 'val_loss', patience: 10, restoreBestWeights: true },
  },
} as const;
const data = 'examples/data/iris.csv';
const folder = await mkdtemp(join(tmpdir(), 'runs-')); // runs/ if left out
const run = { folder, name: 'night', out: join(folder, 'model') };

// Something ends it: here a signal, as Ctrl-C or a time-out would give.
const lid = new AbortController();
const onEpoch = ({ epoch }: { readonly epoch: number }) => {
  if (epoch === 7) lid.abort(new Error('the lid was closed'));
};
try {
  await train(spec, data, { seed: 3, run, signal: lid.signal, onEpoch });
} catch (error) {
  console.log((error as Error).message);
}

// The same call goes on from there, bit for bit as if nothing had happened.
const trainer = await createTrainer(spec, data, { seed: 3, run: { ...run, resume: true } });
for await (const { epoch, metrics, best } of trainer) {
  if (epoch % 40 === 8)
    console.log(`epoch ${epoch}: loss ${metrics['val_loss']!.toFixed(3)} on rows held out${best ? ', the best so far' : ''}`);
  if (epoch === 60) trainer.learningRate /= 2;
}
console.log(`ended by ${trainer.ended} after ${trainer.history['loss']!.length} epochs; the best was ${trainer.bestEpoch}`);
const model = await trainer.finish(); // with the weights of the best epoch, and saved
model.dispose();

const saved = await load(run.out);
const { rows, verdict } = await evaluate(saved, data, { signal: AbortSignal.timeout(60_000) });
console.log(`on the ${rows} rows that training did not see: ${verdict}`);
saved.dispose();
await rm(folder, { recursive: true });
