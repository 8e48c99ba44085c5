import { BackendError } from '../../errors.ts';
import { candidates as all, type Candidate } from './candidates.ts';
import { firstLine } from '../reason.ts';
import type { NativeSettings } from '../../backend/nativeSettings.ts';
import { loadTfjsNode } from './loadTfjsNode.ts';

const SUBJECT = 'the native bindings (@tensorflow/tfjs-node)';

/**
 * Loads the first native bindings that load; answers why, where none does.
 * @param settings How, unless the user says it.
 */
export async function startNative(candidates: readonly Candidate[] = all, settings?: NativeSettings): Promise<string | undefined> {
  const failures: string[] = [];
  for (const { name, find } of candidates) {
    const found = find();
    if (found === undefined) continue;
    try {
      if (typeof found === 'string') throw new Error(found);
      await found.tryFirst?.();
      await loadTfjsNode(() => found.load(), settings);
      return undefined;
    } catch (error) {
      failures.push(`${name}: ${error instanceof BackendError ? error.issues[0]!.received : firstLine(error)}`);
    }
  }
  return failures.length === 0 ? `${SUBJECT} are not installed` : `${SUBJECT} do not load (${failures.join('; ')})`;
}
