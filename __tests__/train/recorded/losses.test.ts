import { describe, expect, test } from '@jest/globals';
import { isLong } from '../../long/isLong.ts';
import { spread } from '../../long/spread.ts';
import { losses, type LossKind } from '../../../src/spec/losses.ts';
import { lossCases, subjectOf } from './lossCases.ts';
import { backends, expectAlike, expectTrained } from './runs.ts';

const shapes = isLong ? { rows: [3], sequences: [4, 3] } : { rows: [3] };
test('every option of a loss has another value here than by default', () => {
  const given = lossCases.flatMap(({ loss }) => Object.keys(loss).filter((name) => name !== 'type'));
  expect(given.length).toBe(Object.values<LossKind>(losses).flatMap(({ options: all }) => Object.keys(all)).length);
});

describe.each(backends)('a recorded step makes each loss small as the eager one, bit for bit, on %s:', (backend) => {
  describe.each(Object.entries(shapes))('%s', (_, input) => {
    // TF.js smooths labels of one axis alone.
    const cases = lossCases.filter(({ loss }) => input.length === 1 || !('labelSmoothing' in loss));
    test.each(spread(cases, 3, backends.indexOf(backend)))('$title', async (lossCase) => {
      expectTrained(await expectAlike(subjectOf(lossCase, input, false), backend));
      if (isLong) expectTrained(await expectAlike(subjectOf(lossCase, input, true), backend));
    });
  });
});
