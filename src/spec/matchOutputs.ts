import type { Issue } from '../errors.ts';
import type { Goal } from './columns.ts';
import type { NormalisedOutput } from './normalised.ts';

/**
 * Outputs that were written, in the order of the targets. One target takes the only output, whatever its name. Several are told
 * by their names; a list of ids that are no names of targets stands in their order.
 */
export function matchOutputs(
  outputs: readonly NormalisedOutput[],
  goals: readonly Goal[],
  written: unknown,
  path: string,
): { readonly outputs: readonly NormalisedOutput[]; readonly issues: readonly Issue[] } {
  if (goals.length === 0) return { outputs, issues: [] };
  if (goals.length === 1) {
    const issues = outputs.length > 1 ? [{ path, expected: 'one output, for the target', received: String(outputs.length) }] : [];
    return { outputs, issues };
  }
  const names = goals.map(({ column }) => column);
  const byName = names.map((column) => outputs.find(({ name }) => name === column));
  if (outputs.length === names.length) {
    if (byName.every((output) => output !== undefined)) return { outputs: byName, issues: [] };
    const isInOrder = Array.isArray(written) && outputs.every(({ name }, i) => !names.includes(name) || name === names[i]);
    if (isInOrder) return { outputs: outputs.map(({ from }, i) => ({ name: names[i]!, from })), issues: [] };
  }
  const expected = `one output for each target, by its name: ${names.join(', ')}`;
  return { outputs, issues: [{ path, expected, received: outputs.map(({ name }) => name).join(', ') || 'none' }] };
}
