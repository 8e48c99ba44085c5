import { beforeEach, describe, expect, test } from '@jest/globals';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { tf, tfl } from '#tf';
import { compile } from '../../src/compile/compile.ts';
import { findKind } from '../../src/spec/layers/find.ts';
import { layerKinds } from '../../src/spec/layers/table.ts';
import { useBackend } from '../../src/node/backend.ts';
import { createRandom } from '../../src/random.ts';
import { samples, type Sample } from '../../src/node/doctor/sampleNetworks.ts';
import { backends } from '../backends.ts';
import { isLong } from '../long/isLong.ts';
import { spread } from '../long/spread.ts';

const ROWS = 4;
/** Values from -1 to 1, or whole numbers from 0, for each of some shapes. */
function values(shapes: readonly (readonly (number | null)[])[], below?: number): Tensor[] {
  const random = createRandom(5);
  return shapes.map(([, ...shape]) => {
    const sizes = [ROWS, ...shape.map((size) => size ?? 5)];
    const draw = () => (below === undefined ? random.next() * 2 - 1 : Math.floor(random.next() * below));
    return tf.tensor(Float32Array.from({ length: sizes.reduce((all, size) => all * size, 1) }, draw), sizes);
  });
}

const predict = (model: LayersModel, xs: Tensor[]): number[][] =>
  tf.tidy(() => [model.predictOnBatch(xs)].flat().map((tensor) => Array.from(tensor.dataSync())));

function expectClose(received: readonly number[][], expected: readonly number[][]): void {
  received.forEach((values, output) => {
    expect(values.length).toBe(expected[output]!.length);
    expect(values.filter((value, i) => !(Math.abs(value - expected[output]![i]!) < 5e-6))).toEqual([]);
  });
}

async function saveAndLoad(model: LayersModel): Promise<LayersModel> {
  let saved: io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return tfl.loadLayersModel(tf.io.fromMemory({ ...saved!, modelTopology: JSON.parse(JSON.stringify(saved!.modelTopology)) as object }));
}

test('every kind of layer has a sample', () => {
  const used = samples.flatMap(({ network }) => network.layers.map(({ type }) => findKind(type)?.type));
  expect(Object.keys(layerKinds).filter((type) => !used.includes(type))).toEqual([]);
});

/** The model of a sample, with a training that every layer can take. */
function build({ network }: Sample): LayersModel {
  const outputs = Array.isArray(network.outputs) ? network.outputs.length : 1;
  const loss = Array<'meanSquaredError'>(outputs).fill('meanSquaredError');
  return compile({ network, training: { loss, optimizer: { type: 'sgd', learningRate: 0.01 } } }, { seed: 1 });
}
const shapesOf = (tensors: readonly { readonly shape: readonly (number | null)[] }[]) => tensors.map(({ shape }) => shape);

describe.each(backends)('on %s', (backend) => {
  beforeEach(() => useBackend(backend));

  const learning = spread(samples, backend === 'native' ? 16 : 4, 2 * backends.indexOf(backend));
  test.each(learning)('$name learns, and leaves nothing behind', async (sample) => {
    const before = tf.memory().numTensors;
    const model = build(sample);
    const xs = values(shapesOf(model.inputs), sample.below);
    const ys = values(shapesOf(model.outputs));
    const { history } = await model.fit(xs, ys, { epochs: 2, batchSize: ROWS, shuffle: false, verbose: 0 });
    const [first, second] = history['loss'] as [number, number];
    const isRandom = sample.network.layers.some((layer) => findKind(layer.type)?.random);
    if (isRandom) expect(Number.isFinite(second)).toBe(true);
    else expect(second).toBeLessThan(first);
    model.dispose();
    tf.dispose([xs, ys]);
    expect(tf.memory().numTensors).toBe(before);
  });

  // Each from one backend; where there is time, from all.
  const saved = samples.filter((_, i) => isLong || i % backends.length === backends.indexOf(backend));
  test.each(spread(saved, 4))('$name comes back from a file the same', async (sample) => {
    const model = build(sample);
    const loaded = await saveAndLoad(model);
    const xs = values(shapesOf(model.inputs), sample.below);
    expectClose(predict(loaded, xs), predict(model, xs));
    for (const each of [model, loaded]) each.dispose();
    tf.dispose(xs);
  });
});
