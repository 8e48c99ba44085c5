import { tf } from '#tf';
import type { BackendChoice, ChosenBackend } from '../backend/choose.ts';
import { useBackend } from './backend.ts';

/** The one that netspec set last, to tell it from one that the user set. */
let ours: string | undefined;

/**
 * Makes TF.js compute on the backend asked for; else on the one that the program has set with `tf.setBackend`; else on the best
 * one that loads. Plain JavaScript counts as set by nobody, since TF.js takes it by itself as soon as a tensor is made.
 */
export async function ensureBackend(choice?: BackendChoice): Promise<Pick<ChosenBackend, 'reason'> & { readonly name: string }> {
  const current = tf.getBackend();
  if (choice === undefined && current && current !== ours && current !== 'cpu') return { name: current, reason: 'set by the program' };
  const chosen = await useBackend(choice ?? 'auto');
  ours = tf.getBackend();
  return chosen;
}
