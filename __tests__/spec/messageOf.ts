import { SpecError } from '../../src/errors.ts';
import { parseModel } from '../../src/spec/parse.ts';
import type { KnownColumns } from '../../src/spec/normalised.ts';

/** The whole text of what is wrong with a spec. */
export function messageOf(spec: unknown, known?: KnownColumns): string {
  try {
    parseModel(spec, known);
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
  return 'nothing is wrong';
}
