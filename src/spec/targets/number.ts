import type { LossKind } from '../losses.ts';
import { oneOf } from '../option.ts';
import type { LastActivation } from '../outputRange.ts';
import { lossWeight, missingTarget, target, type Refusal } from './kind.ts';

/** Scalings after which a number may lie on either side of 0. */
const aroundZero: readonly string[] = ['standard', 'log', 'log1p'];

/** How a network sees a number that it learns. */
export const numberScale = oneOf(['standard', 'minMax', 'none', 'log', 'log1p'])({
  doc: 'How the network sees it: with mean 0 and deviation 1, within 0..1, or as it is; log, log1p: its logarithm, or that of 1 more, with mean 0 and deviation 1. Measured on the training rows. What is learned as a logarithm is answered in the units of the column, near the median of what may come, which is less than its mean.',
  default: 'standard',
});

/** Why an activation cannot answer numbers that are scaled so. */
export function refuseReach(scale: string, { range }: LastActivation): Refusal | undefined {
  if (!aroundZero.includes(scale) || range === 'any') return undefined;
  return {
    expected: `an activation that reaches numbers below and above 0, which "${scale}" scaling makes`,
    fix: 'leave the activation out, or give the target "scale": "minMax"',
  };
}

export const number = target({
  type: 'number',
  doc: "A number. Answers come in the column's own units.",
  options: {
    scale: numberScale,
    missing: missingTarget,
    lossWeight,
  },
  measuredAs: 'numbers',
  metrics: ['meanAbsoluteError'],
  classes: () => undefined,
  head: () => ({ units: 1, activation: 'linear' }),
  describeUnits: (_, column) => `1 unit for the number "${column}"`,
  loss: () => 'meanSquaredError',
  refuseActivation: ({ scale }, last) => refuseReach(scale, last),
  refuseLoss: ({ scale }, _, kind) => refuseNumberLoss(scale, kind),
});

function refuseNumberLoss(scale: string, { labels, answers }: LossKind): Refusal | undefined {
  if (labels === undefined) return undefined;
  if (answers === 'logarithms') return { expected: 'a loss for a number', fix: 'give the target the type "count"' };
  if (answers === 'quantiles') return { expected: 'a loss for a number', fix: 'give the target the type "quantiles"' };
  if (labels !== 'nonNegative') {
    return { expected: 'a loss for a number', fix: 'write "meanSquaredError", "meanAbsoluteError" or "huberLoss"' };
  }
  if (!aroundZero.includes(scale)) return undefined;
  const fix = 'give the target "scale": "none" or "minMax"';
  return { expected: `a loss for numbers below and above 0, which "${scale}" scaling makes`, fix };
}
