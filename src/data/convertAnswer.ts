import type { Conversion } from './conversion.ts';
import { targetKindOf, type TargetEncoder } from './targets/table.ts';

/**
 * One target in whose terms the answers to several encoders of a column can be told: all classes that any of them knows, and of
 * the scales the finest.
 */
export const combineTargets = (all: readonly TargetEncoder[]): TargetEncoder => targetKindOf(all[0]!).combine(all);

/**
 * From a network's answer in terms of one target to the same in terms of another, which knows its classes and maybe more: those
 * have probability 0.
 */
export const convertAnswer = (from: TargetEncoder, to: TargetEncoder): Conversion => targetKindOf(from).convert(from, to);
