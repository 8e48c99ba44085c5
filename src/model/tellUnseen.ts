import type { InTurns } from '../turns/inTurns.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Frame } from '../data/frame.ts';
import { countUnseenLevels, type UnseenLevels } from '../data/unseenLevels.ts';
import { partOfFrame } from '../data/read/partOfFrame.ts';
import type { CallOptions } from './callOptions.ts';
import { inParts } from '../data/rowsInTurns.ts';

/** Tells of levels that training did not have. */
export function tellUnseen(unseen: UnseenLevels, { onWarning }: CallOptions): void {
  for (const message of unseen.tell()) onWarning?.({ about: 'unseenLevels', message });
}

/** The same of all rows of a frame, which are looked at only where somebody is told. */
export function* tellUnseenIn(encoders: Encoders, frame: Frame, options: CallOptions): InTurns<void> {
  if (options.onWarning === undefined) return;
  const unseen = countUnseenLevels(encoders);
  yield* inParts(frame.rows, (from, to) => unseen.add(partOfFrame(frame, from, to)));
  tellUnseen(unseen, options);
}
