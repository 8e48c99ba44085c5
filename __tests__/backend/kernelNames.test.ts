import { expect, test } from '@jest/globals';
import { useBackend } from 'netspec';
import { tf } from '#tf';
import { activationKernels } from '../../src/backend/activationKernels.ts';
import { arithmetic, layerKernels } from '../../src/backend/layerKernels.ts';
import { lossKernels } from '../../src/backend/lossKernels.ts';
import { backends } from '../backends.ts';

const named = [arithmetic, ...Object.values(layerKernels), ...Object.values(activationKernels)];
const names = new Set([...named.flatMap(({ forward, gradient }) => [...forward, ...gradient]), ...Object.values(lossKernels).flat()]);
const ofOptions = [
  'Concat',
  'Floor',
  'Pack',
  'PadV2',
  'ResizeBilinearGrad',
  'ResizeNearestNeighbor',
  'ResizeNearestNeighborGrad',
  'Reverse',
];

test.each(backends)('no kernel that is asked for before a training is missing on %s', async (backend) => {
  await useBackend(backend);
  const missing = [...names, ...ofOptions].filter((name) => (tf.getKernel(name, tf.getBackend()) as object | undefined) === undefined);
  expect(missing).toEqual([]);
});
