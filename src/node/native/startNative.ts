import { candidates as all, type Candidate } from './candidates.ts';
import { firstLine } from '../reason.ts';
import { loadTfjsNode } from './loadTfjsNode.ts';

const SUBJECT = 'the native bindings (@tensorflow/tfjs-node)';

/** Loads the first native bindings that load; answers why, where none does. */
export async function startNative(candidates: readonly Candidate[] = all): Promise<string | undefined> {
  const failures: string[] = [];
  for (const { name, find } of candidates) {
    const load = find();
    if (load === undefined) continue;
    try {
      if (typeof load === 'string') throw new Error(load);
      await loadTfjsNode(load);
      return undefined;
    } catch (error) {
      failures.push(`${name}: ${firstLine(error)}`);
    }
  }
  return failures.length === 0 ? `${SUBJECT} are not installed` : `${SUBJECT} do not load (${failures.join('; ')})`;
}
