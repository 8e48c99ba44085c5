import { show, SpecError } from '../errors.ts';
import type { NamedValue } from '../spec/normalised.ts';
import { didYouMean, join } from '../spec/option.ts';
import type { Optimizer as OptimizerValue } from '../spec/optimizers.ts';
import { accumulateGradients } from './accumulateGradients.ts';
import { averageWeights } from './averageWeights.ts';
import { leaveFrozen } from './leaveFrozen.ts';
import type { Optimizer, Parameter } from './optimizer.ts';
import { recipes, type Recipe } from './recipes.ts';
import type { Transform } from './transform.ts';
import { applyUpdates } from './transforms/applyUpdates.ts';
import { clipByGlobalNorm } from './transforms/clipByGlobalNorm.ts';
import { clipByNorm } from './transforms/clipByNorm.ts';
import { clipByValue } from './transforms/clipByValue.ts';
import { decayWeights } from './transforms/decayWeights.ts';
import { descend } from './transforms/descend.ts';
import { scaleByLearningRate } from './transforms/scaleByLearningRate.ts';
import { chain, type Update } from './update.ts';

/** What any optimizer may have beside its own arguments: `commonOptions` of the spec, normalised. */
interface CommonOptions {
  readonly weightDecay?: number;
  readonly weightDecayOn?: 'kernels' | 'all';
  readonly clipNorm?: number;
  readonly globalClipNorm?: number;
  readonly clipValue?: number;
  readonly gradientAccumulationSteps?: number;
  readonly useEma?: boolean;
  readonly emaMomentum?: number;
  readonly learningRateMultipliers?: Readonly<Record<string, number>>;
}

/**
 * The optimizer that a spec names, for these weights. The learning rate of the spec is not looked at: each step is told its own.
 * In each step gradients are accumulated, clipped, weights decayed, moved, averaged; a layer whose learning-rate multiplier is 0 has
 * part in the last alone.
 * @throws SpecError where a multiplier is for a layer of which there is no parameter.
 */
export function createOptimizer(value: NamedValue, parameters: readonly Parameter[]): Optimizer {
  const { gradientAccumulationSteps = 1, useEma = false, emaMomentum = 0.99, learningRateMultipliers = {} } = value as CommonOptions;
  checkLayers(learningRateMultipliers, parameters);
  const multiplierOf = ({ layer }: Parameter) => (Object.hasOwn(learningRateMultipliers, layer) ? learningRateMultipliers[layer]! : 1);
  const moving = parameters.flatMap((parameter, i) => (multiplierOf(parameter) > 0 ? [i] : []));
  const moved = moving.map((i) => parameters[i]!);

  let update: Update = chain(links(value, moved, moved.map(multiplierOf)));
  if (gradientAccumulationSteps > 1) update = accumulateGradients(update, moved, gradientAccumulationSteps);
  if (moving.length < parameters.length) update = leaveFrozen(update, moving);
  if (useEma) return averageWeights(update, parameters, emaMomentum);
  return { ...update, averages: undefined };
}

function links(value: NamedValue, parameters: readonly Parameter[], multipliers: readonly number[]): readonly Transform[] {
  const { weightDecay = 0, weightDecayOn = 'kernels', clipNorm, globalClipNorm, clipValue } = value as CommonOptions;
  const decays = parameters.map(({ decays }, i) => (decays || weightDecayOn === 'all' ? weightDecay * multipliers[i]! : 0));
  const make = recipes[value.type as OptimizerValue['type']] as (value: NamedValue, parameters: readonly Parameter[]) => Recipe;
  const { before, behind = [] } = make(value, parameters);
  return [
    ...(clipNorm === undefined ? [] : [clipByNorm(clipNorm)]),
    ...(globalClipNorm === undefined ? [] : [clipByGlobalNorm(globalClipNorm)]),
    ...(clipValue === undefined ? [] : [clipByValue(clipValue)]),
    ...(decays.some((decay) => decay > 0) ? [decayWeights(decays)] : []),
    ...before,
    ...(behind.length === 0 ? [descend(multipliers)] : [scaleByLearningRate(multipliers), ...behind, applyUpdates]),
  ];
}

function checkLayers(multipliers: Readonly<Record<string, number>>, parameters: readonly Parameter[]): void {
  const layers = [...new Set(parameters.map(({ layer }) => layer))];
  const issues = Object.keys(multipliers)
    .filter((id) => !layers.includes(id))
    .map((id) => ({
      path: join('training.optimizer.learningRateMultipliers', id),
      expected: 'the id of a layer with weights that are trained',
      received: show(id),
      fix: didYouMean(id, layers).fix ?? `known are ${layers.join(', ')}`,
    }));
  if (issues.length > 0) throw new SpecError('the spec', issues);
}
