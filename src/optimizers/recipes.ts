import type { Optimizer as OptimizerValue } from '../spec/optimizers.ts';
import type { Values } from './memory.ts';
import type { Move, Place } from './move.ts';
import { adadelta } from './moves/adadelta.ts';
import { adagrad } from './moves/adagrad.ts';
import { adam } from './moves/adam.ts';
import { adamax } from './moves/adamax.ts';
import { lion } from './moves/lion.ts';
import { momentum } from './moves/momentum.ts';
import { nadam } from './moves/nadam.ts';
import { rms } from './moves/rms.ts';

/** What TF.js and Keras add to a divisor where a spec does not say it, and always in adagrad. */
const EPSILON = 1e-7;
const withEpsilon = <T extends object>(value: T) => ({ epsilon: EPSILON, ...value });

type Make<Value> = <A extends Values>(value: Value, place: Place<A>) => Move<A>;

/** How each type of optimizer moves the weights. */
export const recipes: { readonly [T in OptimizerValue['type']]: Make<Extract<OptimizerValue, { type: T }>> } = {
  sgd: (value, place) => momentum(place, { ...value, summed: 'rates' }),
  momentum: ({ momentum: kept, useNesterov }, place) => momentum(place, { momentum: kept, nesterov: useNesterov, summed: 'gradients' }),
  adagrad: (value, place) => adagrad(place, withEpsilon(value)),
  adadelta: (value, place) => adadelta(place, withEpsilon(value)),
  rmsprop: (value, place) => rms(place, withEpsilon(value)),
  adam: (value, place) => adam(place, withEpsilon(value)),
  amsgrad: (value, place) => adam(place, { ...withEpsilon(value), amsgrad: true }),
  adamax: (value, place) => adamax(place, withEpsilon(value)),
  nadam: (value, place) => nadam(place, withEpsilon(value)),
  adamW: (value, place) => adam(place, withEpsilon(value)),
  lion: (value, place) => lion(place, value),
};
