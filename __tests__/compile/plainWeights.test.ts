import { expect, test } from '@jest/globals';
import { alea } from '../../src/compile/alea.ts';
import { plainWeights } from '../../src/compile/plainWeights.ts';
import { compile } from '../../src/compile/compile.ts';
import type { NetworkSpec } from '../../src/spec/network.ts';
import { parseModel } from '../../src/spec/parse.ts';
import { tf } from '#tf';
import { useBackend } from '../../src/node/backend.ts';

const dense = (units: number, options = {}) => ({ type: 'dense', units, ...options }) as const;
const chains: readonly NetworkSpec[] = [
  { input: [2], layers: [dense(8), dense(1)] },
  { input: [2], layers: [dense(1)] },
  { input: [1], layers: [dense(1)] },
  { input: [3], layers: [{ ...dense(7), id: 'first' }, dense(5, { useBias: false }), dense(3)] },
  { input: [64], layers: [dense(33)] },
];

test.each(chains)('%j begins with the weights that TF.js draws, bit for bit, from every seed tried', async (spec) => {
  await useBackend('cpu');
  const { network } = parseModel(spec);
  for (const seed of [0, 1, 2, 3, 5, 8, 13, 2 ** 31 - 1, 2 ** 40]) {
    const layersModel = compile(spec, { seed });
    const weights = plainWeights(network, seed)!;
    expect(weights.map(({ name }) => name)).toEqual(layersModel.weights.map(({ originalName }) => originalName));
    expect(weights.map(({ shape }) => shape)).toEqual(layersModel.weights.map(({ shape }) => shape));
    expect(weights.map(({ values }) => values)).toEqual(layersModel.getWeights().map((weight) => weight.dataSync()));
    layersModel.dispose();
  }
});

test.each<[string, NetworkSpec]>([
  ['another initializer', { input: [2], layers: [dense(8, { kernelInitializer: 'heNormal' })] }],
  ['one with a seed of its own', { input: [2], layers: [dense(8, { kernelInitializer: { type: 'glorotNormal', seed: 3 } })] }],
  ['a bias that is drawn', { input: [2], layers: [dense(8, { biasInitializer: 'randomNormal' })] }],
  ['weights that are given', { input: [1], layers: [dense(1, { weights: [[[0.5]], [0.25]] })] }],
  ['a layer of another sort', { input: [2], layers: [dense(8), { type: 'batchNormalization' }] }],
])('%s is left to TF.js', (_, spec) => {
  expect(plainWeights(parseModel(spec).network, 1)).toBeUndefined();
});

test('numbers follow from a text as those that TF.js draws by the same', async () => {
  await useBackend('cpu');
  for (const seed of ['1', '0.7259170813485980', 'netspec', '', 'Gauß']) {
    const next = alea(seed);
    const drawn = tf.tidy(() => tf.randomUniform([100], 0, 1, 'float32', seed).dataSync());
    expect(Float32Array.from({ length: 100 }, next)).toEqual(drawn);
  }
});
