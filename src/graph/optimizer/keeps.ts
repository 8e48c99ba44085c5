import type { Ref } from '../value.ts';
import type { GraphMath, Term } from './graphMath.ts';

/** kept * old + added * new, as nodes. */
export type Keep = (math: GraphMath, old: Ref, value: Term, kept: Term, added: Term) => Term;

const keepLittle: Keep = ({ plus, times }, old, value, kept, added) => plus(times(kept, old), times(added, value));
/**
 * The same where added = 1 - kept, of which no number of 32 bits is near enough if it is kept that is given: 1 - 0.999 would be right to
 * five digits.
 */
const keepMost: Keep = ({ plus, minus, times }, old, value, _, added) => plus(old, times(added, minus(value, old)));

/** For a running mean, of which `kept` stays. */
export const keepOfMean = (kept: number): Keep => (isMost(kept) ? keepMost : keepLittle);
/** What is to be fed in place of `kept`: 0, that is nothing, where it is not asked for. */
export const keptOfMean = (kept: number): number => (isMost(kept) ? 0 : kept);
const isMost = (kept: number): boolean => kept >= 0.5 && kept < 1;

/** kept * old + value, as nodes. */
export type Decay = (math: GraphMath, old: Ref, value: Term, kept: Term, lost: Term) => Term;

const decayByKept: Decay = ({ plus, times }, old, value, kept) => plus(times(kept, old), value);
const decayByLost: Decay = ({ plus, minus, times }, old, value, _, lost) => minus(plus(old, value), times(lost, old));

/** For a decaying sum, of which `kept` stays: one operation less where 32 bits have a number near enough to that. */
export const decayOfSum = (kept: number): Decay => (isNear(kept) ? decayByKept : decayByLost);
/** What is to be fed in place of `kept`, and of 1 - kept. */
export const keptOfSum = (kept: number): number => (isNear(kept) ? kept : 0);
export const lostOfSum = (kept: number): number => (isNear(kept) ? 0 : 1 - kept);
const isNear = (kept: number): boolean => Math.abs(Math.fround(kept) - kept) < 2.5e-7 * (1 - kept) || kept === 1;
