import type { Optimizer as OptimizerValue } from '../spec/optimizers.ts';
import type { Parameter } from './optimizer.ts';
import type { Transform } from './transform.ts';
import { scaleByAdadelta } from './transforms/scaleByAdadelta.ts';
import { scaleByAdagrad } from './transforms/scaleByAdagrad.ts';
import { scaleByAdam, type AdamOptions } from './transforms/scaleByAdam.ts';
import { scaleByAdamax } from './transforms/scaleByAdamax.ts';
import { scaleByAmsgrad } from './transforms/scaleByAmsgrad.ts';
import { scaleByLion } from './transforms/scaleByLion.ts';
import { scaleByNadam } from './transforms/scaleByNadam.ts';
import { scaleByDeviation, scaleByRms } from './transforms/scaleByRms.ts';
import { trace } from './transforms/trace.ts';

/** What TF.js and Keras add to a divisor where a spec does not say it, and always in adagrad. */
const EPSILON = 1e-7;
const withEpsilon = <T extends object>(value: T) => ({ epsilon: EPSILON, ...value });

/** What stands between the gradients and the learning rate, and between that and the weights. */
export interface Recipe {
  readonly before: readonly Transform[];
  /** Sums of momentum that hold learning rates: a change of the rate is felt by later steps alone. */
  readonly behind?: readonly Transform[];
}
type Make<Value> = (value: Value, parameters: readonly Parameter[]) => Recipe;

const adam: Make<Omit<AdamOptions, 'epsilon'> & { readonly amsgrad: boolean }> = (value, parameters) => ({
  before: [(value.amsgrad ? scaleByAmsgrad : scaleByAdam)(parameters, withEpsilon(value))],
});
const momentumOf = (parameters: readonly Parameter[], momentum: number, nesterov: boolean) =>
  momentum > 0 ? [trace(parameters, { momentum, nesterov })] : [];

/** The transforms of each type of optimizer. */
export const recipes: { readonly [T in OptimizerValue['type']]: Make<Extract<OptimizerValue, { type: T }>> } = {
  sgd: ({ momentum, nesterov }, parameters) => ({ before: [], behind: momentumOf(parameters, momentum, nesterov) }),
  momentum: ({ momentum, useNesterov }, parameters) => ({ before: momentumOf(parameters, momentum, useNesterov) }),
  adagrad: (value, parameters) => ({ before: [scaleByAdagrad(parameters, withEpsilon(value))] }),
  adadelta: (value, parameters) => ({ before: [scaleByAdadelta(parameters, withEpsilon(value))] }),
  rmsprop: (value, parameters) => ({
    before: [(value.centered ? scaleByDeviation : scaleByRms)(parameters, withEpsilon(value))],
    behind: momentumOf(parameters, value.momentum, false),
  }),
  adam,
  amsgrad: (value, parameters) => adam({ ...value, amsgrad: true }, parameters),
  adamax: (value, parameters) => ({ before: [scaleByAdamax(parameters, withEpsilon(value))] }),
  nadam: (value, parameters) => ({ before: [scaleByNadam(parameters, withEpsilon(value))] }),
  adamW: adam,
  lion: (value, parameters) => ({ before: [scaleByLion(parameters, value)] }),
};
