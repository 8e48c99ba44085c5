import { tf } from '#tf';
import { repairKernels } from '../backend/kernels/register.ts';
import type { BackendChoice, ChosenBackend } from '../backend/choose.ts';
import { useBackend } from './backend.ts';

/** Those that netspec has set, to tell them from one that the program has set. */
const ours = new Set<string>();

/**
 * Makes TF.js compute on the backend asked for; else on the one that the program has set with `tf.setBackend`; else on the best
 * one that loads. Plain JavaScript counts as set by nobody, since TF.js takes it by itself as soon as a tensor is made.
 */
export async function ensureBackend(choice?: BackendChoice): Promise<Pick<ChosenBackend, 'reason'> & { readonly name: string }> {
  const current = tf.getBackend();
  if (choice === undefined && current && current !== 'cpu' && !ours.has(current)) {
    if (current === 'wasm' || current === 'tensorflow') await repairKernels(current);
    return { name: current, reason: `${current}: set by the program` };
  }
  const chosen = await useBackend(choice ?? 'auto');
  ours.add(tf.getBackend());
  return chosen;
}
