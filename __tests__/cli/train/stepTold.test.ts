import { writeFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { spread } from '../../long/spread.ts';
import { registerOwnLayer } from '../../train/recorded/ownLayers.ts';
import { leaveNoTensors } from '../../train/tensors.ts';
import { eventsOf, trainingPlace } from './commands.ts';

const { place, train } = trainingPlace();
leaveNoTensors();
registerOwnLayer();

/** Behind a dense layer another, by which no plain loops will do. */
const layersBehind = {
  recorded: { type: 'layerNormalization' },
  refused: { type: 'ownLayer', name: 'mine', does: 'reads_values' },
  changing: { type: 'ownLayer', name: 'mine', does: 'another_graph_every_other_step' },
};
const features = { sepal_length: 'number', sepal_width: 'number', petal_length: 'number', petal_width: 'number' };

beforeAll(async () => {
  for (const [name, layer] of Object.entries(layersBehind)) {
    const spec = { features, target: { species: 'category' }, network: { layers: [{ type: 'dense', units: 4 }, layer] } };
    await writeFile(place(`${name}.json`), JSON.stringify(spec));
  }
});

/** Two epochs of eight steps; nothing is saved of a layer that reads values. */
const run = (spec: string, ...more: string[]) =>
  train([spec, '--data', 'examples/data/iris.csv', '--seed', '1', '--epochs', '2', '--batch-size', '15', '--folds', '2', ...more]);
const stepsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('step '));

test.each(spread(['cpu', 'wasm'], 2))('a person is told once, by layer and reason, why a step is not recorded on %s', async (backend) => {
  const { code, stderr } = await run(place('refused.json'), '--backend', backend);
  expect([code, stepsOf(stderr)]).toEqual([0, ['step eager: layer "mine" reads values of a tensor in JavaScript']]);
  const changing = await run(place('changing.json'), '--backend', backend);
  expect(stepsOf(changing.stderr)).toEqual(['step eager: layer "mine" runs other operations from one step to the next']);
});

test.each([
  ['it is recorded', 'recorded.json', []],
  ['plain loops do it', 'models/iris.json', []],
  ['the eager step is asked for', 'refused.json', ['--step', 'eager']],
  ['all is to be quiet', 'refused.json', ['--quiet']],
])('a person is told nothing of a step where %s', async (_, spec, more) => {
  const { code, stderr } = await run(spec.includes('/') ? spec : place(spec), '--backend', 'cpu', ...more);
  expect([code, stepsOf(stderr)]).toEqual([0, []]);
});

test.each([
  ['recorded.json', [], { step: 'recorded', reason: expect.stringMatching(/^recorded: \d+ operations in \d+\.\d MB$/) }],
  ['refused.json', [], { step: 'eager', reason: 'eager: layer "mine" reads values of a tensor in JavaScript' }],
  ['refused.json', ['--step', 'eager'], { step: 'eager', reason: 'eager: it was asked for' }],
  ['models/iris.json', [], { step: 'plain', reason: 'plain: loops of our own for small dense networks' }],
])('--json tells once a training how its steps are run: %s %j', async (spec, more, told) => {
  const { stdout } = await run(spec.includes('/') ? spec : place(spec), '--backend', 'cpu', '--json', ...more);
  const events = eventsOf(stdout).filter(({ event }) => event === 'step' || event === 'fold');
  const step = { event: 'step', ...told };
  expect(events).toEqual([{ event: 'fold', fold: 1, folds: 2 }, step, { event: 'fold', fold: 2, folds: 2 }, step]);
});

test.each(['--dry-run', '--overfit-batch', '--find-learning-rate'])('%s tells it too', async (trial) => {
  const { stdout } = await train(['models/iris.json', '--data', 'examples/data/iris.csv', '--backend', 'cpu', '--json', trial]);
  expect(eventsOf(stdout).map(({ event }) => event).slice(0, 2)).toEqual(['backend', 'step']); // prettier-ignore
});
