import { flag, integer, number } from '../option.ts';
import type { Shape } from '../shape.ts';
import { resolveAxes, resolveAxis } from './axis.ts';
import { layerKind } from './layerKind.ts';
import { axes } from './options.ts';
import { initializer } from '../initializers.ts';
import { weightOptions } from './weightOptions.ts';

const shared = {
  epsilon: number({ exclusiveMinimum: 0 })({ doc: 'Added to the variance, so that nothing is divided by 0.', default: 1e-3 }),
  center: flag({ doc: 'Adds a beta that is learned.', default: true }),
  scale: flag({ doc: 'Multiplies by a gamma that is learned.', default: true }),
};
const gamma = weightOptions('gamma', 'gamma', 'ones');
const beta = weightOptions('beta', 'beta', 'zeros');

const learned = (shape: Shape, { scale, center }: { readonly scale: boolean; readonly center: boolean }) => [
  ...(scale ? [{ name: 'gamma', shape, initializer: 'gammaInitializer' }] : []),
  ...(center ? [{ name: 'beta', shape, initializer: 'betaInitializer' }] : []),
];

/** Shape unchanged. */
export const batchNormalization = layerKind({
  type: 'batchNormalization',
  className: 'BatchNormalization',
  doc: 'Brings each channel to mean 0 and variance 1 over the batch, later over running means (Ioffe and Szegedy 2015).',
  options: {
    axis: integer()({ doc: 'The axis of channels; the batch is axis 0, negative counts from the last.', default: -1 }),
    momentum: number({ minimum: 0, maximum: 1 })({ doc: 'How much of the running means is kept at each step.', default: 0.99 }),
    ...shared,
    ...beta,
    ...gamma,
    movingMeanInitializer: initializer({ doc: 'How the running mean begins.', default: 'zeros' }),
    movingVarianceInitializer: initializer({ doc: 'How the running variance begins.', default: 'ones' }),
  },
  ranks: { in: [1, 2, 3], out: 'same' },
  outputShape: ([input], { axis }) => {
    const found = resolveAxis(axis, input!);
    return typeof found === 'number' ? input! : found;
  },
  weights: ([input], { axis, ...options }) => {
    const shape = [input!.at(axis)!];
    return [
      ...learned(shape, options),
      { name: 'moving_mean', shape, trainable: false, initializer: 'movingMeanInitializer' },
      { name: 'moving_variance', shape, trainable: false, initializer: 'movingVarianceInitializer' },
    ];
  },
});

/** Shape unchanged. */
export const layerNormalization = layerKind({
  type: 'layerNormalization',
  className: 'LayerNormalization',
  doc: 'Brings each example to mean 0 and variance 1 along an axis (Ba et al. 2016).',
  options: {
    axis: axes({ doc: 'The axis, or several; the batch is axis 0, negative counts from the last.', default: -1 }),
    ...shared,
    betaInitializer: beta.betaInitializer,
    betaRegularizer: beta.betaRegularizer,
    gammaInitializer: gamma.gammaInitializer,
    gammaRegularizer: gamma.gammaRegularizer,
  },
  ranks: { in: [1, 2, 3], out: 'same' },
  outputShape: ([input], { axis }) => {
    const found = resolveAxes(axis, input!);
    return Array.isArray(found) ? input! : (found as Exclude<typeof found, readonly number[]>);
  },
  weights: ([input], { axis, ...options }) =>
    learned(
      axis.map((at) => input!.at(at)!),
      options,
    ),
});
