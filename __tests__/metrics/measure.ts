import { measure as measureInTurns } from '../../src/metrics/measure.ts';
import { atOnce } from '../../src/turns/inTurns.ts';

/** A metric of a set that is all there. */
export const measure = (...given: Parameters<typeof measureInTurns>): Readonly<Record<string, number>> => atOnce(measureInTurns(...given));
