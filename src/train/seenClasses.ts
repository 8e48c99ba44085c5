import { levelText, placesOf } from '../data/category.ts';
import type { Encoders } from '../data/encoders.ts';
import type { Frame } from '../data/frame.ts';
import { gatherProblems } from '../data/problems.ts';
import { oneOf } from '../data/targets/classes.ts';
import type { NormalisedTraining } from '../spec/normalised.ts';

/**
 * Rows that a split holds out must have classes that the rows to train on have too, or that the spec lists: the network has no
 * output for others. Without this the class would look like a mistake in the data.
 * @throws DataError naming the rows, and the split that did it.
 */
export function requireSeenClasses({ targets }: Encoders, heldOut: Frame, split: NormalisedTraining['split']): void {
  const problems = gatherProblems();
  const cells = problems.within(heldOut);
  const by = split === undefined ? 'the split' : `the split by "${split.type}"`;
  for (const target of targets) {
    const column = heldOut.column(target.name);
    // Yes and no are two words for many.
    if (target.type !== 'category' || target.readAs !== undefined || column === undefined) continue;
    const placeOf = placesOf(target.levels);
    const { codes, values } = column.coded();
    const isUnseen = values.map(levelText).map((level) => level !== undefined && placeOf(level) === undefined);
    if (!isUnseen.includes(true)) continue;
    const expected = `${oneOf(target.levels)} (the classes that ${by} left to train on)`;
    const fix = `split in another way ("stratified" parts each class in proportion), list all "classes" of the target, or leave the rows out`;
    codes.forEach((code, row) => isUnseen[code] === true && cells.add(target.name, row, { expected, fix }));
  }
  problems.throwIfAny();
}
