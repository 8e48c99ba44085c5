import { backendOfProgram, isMaybeSet, returnTo } from '../backend/backendInUse.ts';
import { repairKernels } from '../backend/kernels/register.ts';
import type { BackendChoice, ChosenBackend, Work } from '../backend/choose.ts';
import { takeBackend } from './backend.ts';
import { withRelaxedSimd } from './withRelaxedSimd.ts';

/** Makes TF.js compute on the backend asked for; else on the one that the program has set; else on the best one for the work. */
export async function ensureBackend(
  choice?: BackendChoice,
  work?: Work,
): Promise<Pick<ChosenBackend, 'reason'> & { readonly name: string }> {
  const current = backendOfProgram();
  if (choice === undefined && current !== undefined) {
    returnTo(current);
    if (current === 'wasm' || current === 'tensorflow' || current === 'webgpu') await withRelaxedSimd(() => repairKernels(current));
    const name = current === 'tensorflow' ? 'native' : current;
    return { name, reason: `${name}: set by the program` };
  }
  const isOverridden = choice === undefined && isMaybeSet();
  const chosen = await takeBackend(choice ?? 'auto', work);
  if (!isOverridden || chosen.name === 'cpu') return chosen;
  return { ...chosen, reason: `${chosen.reason} (cpu, where the program has set it, holds by useBackend("cpu"))` };
}
