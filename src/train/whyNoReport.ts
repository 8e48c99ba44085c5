import { show } from '../errors.ts';
import { lossKind } from '../spec/losses.ts';
import type { NormalisedModel } from '../spec/normalised.ts';

interface Run {
  readonly spec: NormalisedModel;
  /** Whether the program has a step of its own. */
  readonly hasOwnStep: boolean;
  /** Whether rows were held out or given for the test. */
  readonly hasUnseen: boolean;
}

/** Why there is no report at the end of a run, in one line. */
export function whyNoReport({ spec, hasOwnStep, hasUnseen }: Run): string {
  if (!hasUnseen) return 'no report, as no rows were held out: set validationSplit, or give validationData';
  if (hasOwnStep) return 'no report, as only the program knows what the answers mean that its own step trains: measure them by the program';
  const { loss } = spec.training;
  const margins = loss.find((one) => lossKind(one).answers === 'margins');
  if (margins !== undefined) {
    return `no report, as ${show(margins.type)} teaches scores, which are no probabilities: take categoricalCrossentropy or binaryCrossentropy for one`;
  }
  return 'no report, as its measures do not cover answers of this sort: name metrics in training, or measure them by the program';
}
