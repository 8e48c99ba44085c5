import { fileURLToPath } from 'node:url';
import { show, UsageError } from '../errors.ts';

/** The path that a `file:` address stands for; anything else as it is. */
export const ofAddress = <T>(place: T | URL): T | string =>
  place instanceof URL && place.protocol === 'file:' ? fileURLToPath(place) : (place as T);

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
