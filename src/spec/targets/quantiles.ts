import { show } from '../../errors.ts';
import { option } from '../option.ts';
import { lossWeight, missingTarget, target } from './kind.ts';
import { numberScale, refuseReach } from './number.ts';

const expected = 'a rising list of numbers between 0 and 1, with 0.5 among them';
const isRight = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.includes(0.5) &&
  value.length > 1 &&
  value.every((one, i) => typeof one === 'number' && one > 0 && one < 1 && (i === 0 || one > (value[i - 1] as number)));

/** Shares of rows that should lie below each answer. */
export const quantileList = option<readonly number[]>({
  expected,
  schema: { type: 'array', items: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, minItems: 2, uniqueItems: true },
  check: (value, path) => (isRight(value) ? [] : [{ path, expected, received: show(value) }]),
});

export const quantiles = target({
  type: 'quantiles',
  doc: "A number with its spread: what a share of the rows lies below, for several shares (Koenker and Bassett 1978). Answers are the median and each quantile, in the column's own units and rising.",
  options: {
    quantiles: quantileList({ doc: 'The shares, rising; 0.5, the median, is the answer itself.', default: [0.1, 0.5, 0.9] }),
    scale: numberScale,
    missing: missingTarget,
    lossWeight,
  },
  measuredAs: 'quantiles',
  adds: 'quantiles',
  metrics: ['meanPinball'],
  classes: () => undefined,
  head: ({ quantiles: list }) => ({ units: list.length, activation: 'linear' }),
  describeUnits: ({ quantiles: list }, column) => `${list.length} units for the ${list.length} quantiles of "${column}"`,
  loss: ({ quantiles: list }) => ({ type: 'quantiles', quantiles: list }),
  refuseActivation: ({ scale }, last) => refuseReach(scale, last),
  refuseLoss: ({ quantiles: list }, { type, quantiles: given }) =>
    type === 'quantiles' && JSON.stringify(given) === JSON.stringify(list)
      ? undefined
      : { expected: `the loss for the quantiles ${list.join(', ')}`, fix: 'leave "loss" out' },
});
