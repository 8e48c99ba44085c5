import { show, SpecError } from '../errors.ts';
import type { NamedValue } from '../spec/normalised.ts';
import { didYouMean, join } from '../spec/option.ts';
import type { Optimizer as OptimizerValue } from '../spec/optimizers.ts';
import { accumulateGradients } from './accumulateGradients.ts';
import { averageWeights } from './averageWeights.ts';
import { clipByGlobalNorm, clipByNorm, clipByValue } from './clips.ts';
import { leaveFrozen } from './leaveFrozen.ts';
import { arrayMemory, type OptimizerMemory, type Values } from './memory.ts';
import type { Move, Place } from './move.ts';
import type { Optimizer, Parameter } from './optimizer.ts';
import { recipes } from './recipes.ts';
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
 * @param memory Where it remembers, and the loops that run there, over weights and gradients too. Default: plain arrays. Freed by
 *   `dispose`.
 * @throws SpecError where a multiplier is for a layer of which there is no parameter.
 */
export function createOptimizer(value: NamedValue, parameters: readonly Parameter[], memory?: OptimizerMemory): Optimizer;
export function createOptimizer<A extends Values>(
  value: NamedValue,
  parameters: readonly Parameter[],
  memory: OptimizerMemory<A>,
): Optimizer<A>;
export function createOptimizer(value: NamedValue, parameters: readonly Parameter[], memory: OptimizerMemory = arrayMemory()): Optimizer {
  const { gradientAccumulationSteps = 1, useEma = false, emaMomentum = 0.99, learningRateMultipliers = {} } = value as CommonOptions;
  checkLayers(learningRateMultipliers, parameters);
  const multiplierOf = ({ layer }: Parameter) => (Object.hasOwn(learningRateMultipliers, layer) ? learningRateMultipliers[layer]! : 1);
  const moving = parameters.flatMap((parameter, i) => (multiplierOf(parameter) > 0 ? [i] : []));
  const moved = moving.map((i) => parameters[i]!);

  const place: Place = { parameters: moved, memory };

  let update: Update = chainOf(value, place, moved.map(multiplierOf));
  if (gradientAccumulationSteps > 1) update = accumulateGradients(update, place, gradientAccumulationSteps);
  if (moving.length < parameters.length) update = leaveFrozen(update, moving);
  const averaged = useEma ? averageWeights(update, { parameters, memory }, emaMomentum) : undefined;
  const whole = averaged ?? update;
  return {
    get averages() {
      memory.settle();
      return averaged?.averages;
    },
    apply(weights, gradients, learningRate) {
      memory.settle();
      whole.apply(weights, gradients, learningRate);
    },
    save() {
      memory.settle();
      return whole.save();
    },
    restore(saved) {
      memory.settle();
      whole.restore(saved);
    },
    dispose: () => memory.dispose(),
  };
}

function chainOf<A extends Values>(value: NamedValue, place: Place<A>, multipliers: readonly number[]): Update<A> {
  const { weightDecay = 0, weightDecayOn = 'kernels', clipNorm, globalClipNorm, clipValue } = value as CommonOptions;
  const { parameters, memory } = place;
  const make = recipes[value.type as OptimizerValue['type']] as (value: NamedValue, place: Place<A>) => Move<A>;
  return chain({
    loops: memory.loops,
    clips: [
      ...(clipNorm === undefined ? [] : [clipByNorm(clipNorm)]),
      ...(globalClipNorm === undefined ? [] : [clipByGlobalNorm(globalClipNorm)]),
      ...(clipValue === undefined ? [] : [clipByValue(clipValue)]),
    ],
    move: make(value, place),
    multipliers,
    decays: parameters.map(({ decays }, i) => (decays || weightDecayOn === 'all' ? weightDecay * multipliers[i]! : 0)),
  });
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
