import { NetspecError, UsageError } from '../errors.ts';
import { codeOf, reason } from './reason.ts';

/** What is written, and what helps where it cannot be. */
interface Subject {
  /** Default: `what was to be written`. */
  readonly name?: string;
  readonly fix?: string;
}

/**
 * Does what writes to a place.
 * @throws UsageError with the place where the file system refuses.
 */
export async function writing<T>(path: string, work: () => Promise<T>, subject?: Subject): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw told(path, error, subject);
  }
}

/** The same for work that is done when it returns. */
export function writingAtOnce<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw told(path, error);
  }
}

function told(path: string, error: unknown, { name = 'what was to be written', fix }: Subject = {}): unknown {
  if (error instanceof NetspecError || codeOf(error) === undefined) return error;
  const issue = { path, expected: 'a place that can be written', received: reason(error) };
  return new UsageError(name, [fix === undefined ? issue : { ...issue, fix }]);
}
