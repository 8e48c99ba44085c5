import { expect, test } from '@jest/globals';
import { train } from 'netspec';
import { tf } from '#tf';
import { leaveNoTensors } from '../train/tensors.ts';

leaveNoTensors();

/** The reason for the backend that a training of small steps takes. */
async function reasonOf(): Promise<string | undefined> {
  let told: string | undefined;
  const network = { input: [2], layers: [{ type: 'dense', units: 1 }] } as const;
  const options = { loss: 'meanSquaredError', step: 'eager', epochs: 1, validationSplit: 0 } as const;
  const model = await train({ network }, { xs: [[0, 1]], ys: [[1]] }, { ...options, onBackend: ({ reason }) => (told = reason) });
  model.dispose();
  return told;
}

// One after the other, in one process: nothing has been chosen before the first, and the second chooses.
test('plain JavaScript that the program has set holds where TF.js would take another by itself', async () => {
  tf.registerBackend('better', () => null as never, 9);
  await tf.setBackend('cpu');
  expect(await reasonOf()).toBe('cpu: set by the program');
  tf.removeBackend('better');
});

test('where it cannot be told from the choice of TF.js, the reason says what would hold', async () => {
  expect(tf.getBackend()).toBe('cpu');
  expect(await reasonOf()).toBe(
    'wasm: faster than native for steps this small (cpu, where the program has set it, holds by useBackend("cpu"))',
  );
  expect(await reasonOf()).toBe('wasm: faster than native for steps this small');
});
