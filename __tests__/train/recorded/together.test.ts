import { describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { leaveNoTensors } from '../tensors.ts';
import { examplesFor } from './examples.ts';
import { imageRun } from './imageRun.ts';
import { chain, dense, head, specOf, squares } from './networks.ts';
import { finish, start, trainBy, type BackendName, type Subject, type Trained } from './runs.ts';
import { expectStep, type StepInfo } from './toldStep.ts';

leaveNoTensors();

const vectors = specOf(chain([4], dense(5), { type: 'dropout', rate: 0.3 }, { type: 'layerNormalization' }, head(2)), squares);
/** Two steps an epoch, as the other has. */
const vectorRun: Subject = { model: vectors, data: examplesFor(vectors), options: { optimizer: 'adam', epochs: 8 } };

type Pair = readonly [BackendName, BackendName];
const pairs: readonly Pair[] = [
  ['cpu', 'cpu'],
  ['wasm', 'wasm'],
  ['cpu', 'wasm'],
  ['wasm', 'cpu'],
];
/** What each comes to alone, but for the losses of its steps. */
const ends = new Map<string, Omit<Trained, 'losses'>>();
async function endOf(subject: Subject, backend: BackendName): Promise<Omit<Trained, 'losses'>> {
  const name = `${backend} ${subject === imageRun}`;
  if (!ends.has(name)) {
    const { weights, history, ended } = await trainBy('auto', subject, backend);
    ends.set(name, { weights, history, ended });
  }
  return ends.get(name)!;
}

describe.each(pairs)('two recorded runs in one process, on %s and on %s,', (one, other) => {
  const alone = async () => [await endOf(imageRun, one), await endOf(vectorRun, other)];

  test('take turns epoch by epoch and come to what they come to alone', async () => {
    const expected = await alone();
    const infos: [StepInfo[], StepInfo[]] = [[], []];
    const first = await start('auto', imageRun, one, { infos: infos[0] });
    const second = await start('auto', vectorRun, other, { infos: infos[1] });
    for (let epoch = 0; epoch < 8; epoch++) {
      await first.next();
      await second.next();
    }
    // The end of one is the middle of the other's.
    const both = [await finish(second), await finish(first)].reverse();
    expect(both).toEqual(expected);
    for (const list of infos) expectStep(list, 'recorded');
  });

  test('begun at once, come to what they come to alone', async () => {
    const expected = await alone();
    const infos: [StepInfo[], StepInfo[]] = [[], []];
    const trainers = await Promise.all([
      start('auto', imageRun, one, { infos: infos[0] }),
      start('auto', vectorRun, other, { infos: infos[1] }),
    ]);
    expect(await Promise.all(trainers.map(finish))).toEqual(expected);
    for (const list of infos) expectStep(list, 'recorded');
  });

  test('take turns within an epoch: one runs while the other waits for a callback', async () => {
    const expected = await alone();
    const second = await start('auto', vectorRun, other);
    const first = await start('auto', imageRun, one, { callbacks: [{ onBatchEnd: async () => void (await second.next()) }] });
    expect([await finish(first), await finish(second)]).toEqual(expected);
  });

  test('the one goes on where the other is disposed in its middle', async () => {
    const [expected] = await alone();
    const second = await start('auto', vectorRun, other);
    const first = await start('auto', imageRun, one);
    for (let epoch = 0; epoch < 5; epoch++) {
      await first.next();
      await second.next();
    }
    second.dispose();
    expect(await finish(first)).toEqual(expected);
  });
});

test.each(['cpu', 'wasm'] as const)('a program that computes elsewhere between steps changes nothing on %s', async (backend) => {
  const expected = await trainBy('auto', imageRun, backend);
  const elsewhere = async () => {
    await tf.setBackend(backend === 'cpu' ? 'wasm' : 'cpu');
    tf.tidy(() => tf.matMul(tf.ones([5, 5]), tf.ones([5, 5])).dataSync());
  };
  expect(await trainBy('auto', imageRun, backend, { callbacks: [{ onBatchEnd: elsewhere }] })).toEqual(expected);
});

test('two runs at once, each waiting for the other by chance alone, come to what they come to alone', async () => {
  const expected = [await endOf(imageRun, 'wasm'), await endOf(vectorRun, 'wasm')];
  const breathe = { onBatchEnd: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const trainers = [
    await start('auto', imageRun, 'wasm', { callbacks: [breathe] }),
    await start('auto', vectorRun, 'wasm', { callbacks: [breathe] }),
  ];
  expect(await Promise.all(trainers.map(finish))).toEqual(expected);
});
