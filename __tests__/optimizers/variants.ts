import type { OptimizerSpec } from '../../src/spec/optimizers.ts';

/** Forms of an optimizer, beside its plain one. */
export const variants: Readonly<Record<string, readonly object[]>> = {
  sgd: [{ momentum: 0.9, nesterov: true }],
  rmsprop: [{ momentum: 0.5 }, { centered: true }],
  adam: [{ amsgrad: true }],
  adamW: [{ amsgrad: true }],
  adamax: [{ decay: 0.1 }],
};
/** What any of them may have. */
const common: readonly object[] = [
  { weightDecay: 0.1 },
  { weightDecay: 0.1, weightDecayOn: 'all' },
  { clipNorm: 0.5 },
  { globalClipNorm: 0.5 },
  { clipValue: 0.5 },
  { gradientAccumulationSteps: 3 },
  { useEma: true, emaMomentum: 0.5 },
  { learningRateMultipliers: { dense: 0.3 } },
  { learningRateMultipliers: { dense: 0 }, useEma: true },
  { gradientAccumulationSteps: 3, useEma: true, globalClipNorm: 1, weightDecay: 0.1 },
];

/** Every optimizer in each of its forms, with each of the common options. */
export const specsOf = (type: string): readonly OptimizerSpec[] =>
  [{}, ...(variants[type] ?? [])].flatMap((own) => [{}, ...common].map((also) => ({ type, ...own, ...also }) as unknown as OptimizerSpec));
