import { NetspecError, UsageError } from '../../errors.ts';
import { codeOf, reason } from '../reason.ts';

/**
 * Does what writes to a place.
 * @throws UsageError with the place where the file system refuses.
 */
export async function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NetspecError || codeOf(error) === undefined) throw error;
    throw new UsageError('what was to be written', [{ path, expected: 'a place that can be written', received: reason(error) }]);
  }
}
