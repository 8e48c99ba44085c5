import { trainingOptions } from '../../spec/training.ts';
import type { RunSummary } from './listRuns.ts';

/** Whether a run that is taken up is told to have more epochs than it was before: then it goes on, also where it is complete. */
export function isLonger({ record, spec }: RunSummary, told: Readonly<Record<string, unknown>>): boolean {
  const { training } = (spec ?? {}) as { readonly training?: { readonly epochs?: unknown } };
  const before = record.options['epochs'] ?? training?.epochs ?? trainingOptions.epochs.fallback;
  return typeof told['epochs'] === 'number' && typeof before === 'number' && told['epochs'] > before;
}
