import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { useBackend } from 'netspec';
import { agreesWholly, compareTrained, type ComparedBackend } from '../../../src/node/doctor/compareLayers.ts';
import { relativeDistance, trainSample } from '../../../src/node/doctor/trainSample.ts';
import { samples } from '../../../src/node/doctor/sampleNetworks.ts';
import type { TrainedSamples } from '../../../src/node/doctor/tryLayers.ts';
import { layersText } from '../../../tools/layersText.ts';
import { backends } from '../../backends.ts';
import { isLong } from '../../long/isLong.ts';
import { spread } from '../../long/spread.ts';
import { leaveNoTensors } from '../../train/tensors.ts';

leaveNoTensors();

/** `netspec doctor` makes ten. */
const STEPS = isLong ? 10 : 4;
const tried = spread(samples, 6, 1);

/** Weights of samples after some steps; of those that are not tried, what is the same on every backend. */
async function trainAll(backend: ComparedBackend): Promise<TrainedSamples> {
  await useBackend(backend);
  const trained: Record<string, readonly number[]> = Object.fromEntries(samples.map(({ name }) => [name, [1]]));
  for (const sample of tried) trained[sample.name] = await trainSample(sample, STEPS);
  return trained;
}

let ofCpu: TrainedSamples;

test('every kind of layer trains to the same weights on every backend', async () => {
  const trained = new Map<ComparedBackend, TrainedSamples>();
  for (const backend of backends) trained.set(backend, await trainAll(backend));
  ofCpu = trained.get('cpu')!;
  const comparison = compareTrained(trained);
  const far = Object.entries(comparison.layers).filter(([, findings]) => !agreesWholly({ ...comparison, layers: { findings } }));
  expect(far).toEqual([]);
  expect(agreesWholly(comparison)).toBe(true);
}, 240_000);

test('the steps move the weights of every sample a hundred times as far as backends may be apart', async () => {
  await useBackend('cpu');
  for (const sample of tried) {
    const away = relativeDistance(ofCpu[sample.name] as readonly number[], await trainSample(sample, 1));
    expect([sample.name, away > 1e-2 || away]).toEqual([sample.name, true]);
  }
});

test('weights that are away, of another number or no numbers do not agree', () => {
  const names = samples.map(({ name }) => name);
  const all = (values: readonly number[] | string) => Object.fromEntries(names.map((name) => [name, values]));
  const agreesTo = (values: readonly number[] | string) =>
    agreesWholly(compareTrained(new Map([['cpu', all([1, 2])], ['wasm', all(values)]] as const))); // prettier-ignore
  expect([[1, 2.0001], [1, 2.0003], [1], [1, NaN], 'a reason'].map(agreesTo)).toEqual([true, false, false, false, false]);
});

test('docs/layers.md is what the table of layers makes: `npm run generate` writes it', async () => {
  const text = readFileSync('docs/layers.md', 'utf8');
  expect(text).toBe(await format(layersText(), { ...(await resolveConfig('docs/layers.md')), parser: 'markdown' }));
});
