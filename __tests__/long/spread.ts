import { test } from '@jest/globals';
import { isLong } from './isLong.ts';

/** Whether all is tested: where it is for good (`CI=true`), and where there is time. `npm test` alone takes a few minutes. */
export const isWhole = isLong || process.env['CI'] === 'true';

/** Rows of a table whose tests cost much: all of them where all is tested, and else every third, say, from one on. */
export const spread = <Row>(rows: readonly Row[], every: number, from = 0): readonly Row[] =>
  isWhole ? rows : rows.filter((_, i) => i >= from && (i - from) % every === 0);

/** A test that costs much, and of which another that always runs shows most. */
export const testOfWhole: typeof test = isWhole ? test : (test.skip as typeof test);

/**
 * Tests that are written once and made on several backends alike: all on each where all is tested, and else by turns.
 * @param every How many backends there are.
 * @param from Which of them this is.
 */
export function testByTurns(every: number, from: number): (name: string, run: () => void | Promise<void>) => void {
  let told = 0;
  return (name, run) => (isWhole || told++ % every === from ? test : test.skip)(name, run);
}
