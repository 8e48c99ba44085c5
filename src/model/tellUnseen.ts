import type { UnseenLevels } from '../data/unseenLevels.ts';
import type { CallOptions } from './callOptions.ts';

/** Tells of levels that training did not have. */
export function tellUnseen(unseen: UnseenLevels, { onWarning }: CallOptions): void {
  for (const message of unseen.tell()) onWarning?.({ about: 'unseenLevels', message });
}
