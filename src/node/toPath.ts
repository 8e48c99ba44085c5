import { fileURLToPath } from 'node:url';
import { show, UsageError } from '../errors.ts';

/**
 * A path, also where it is written as a `file://` address.
 * @throws UsageError where it is neither.
 */
export function toPath(place: string): string {
  if (typeof (place as unknown) !== 'string' || place === '') {
    throw new UsageError('the call', [{ path: 'folder', expected: 'the path of a folder', received: show(place) }]);
  }
  return place.startsWith('file://') ? fileURLToPath(place) : place;
}
