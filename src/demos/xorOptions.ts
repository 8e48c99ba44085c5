import { activation } from '../spec/activations.ts';
import { integer, number, positiveInteger, type Written } from '../spec/option.ts';

/** What may be asked of `xor()`, and of `netspec xor`. With the defaults every seed tried (0 to 999) solves it in fewer than 100 steps. */
export const xorOptions = {
  seed: integer({ minimum: 0 })({ doc: 'Decides the first weights. Default: drawn at random, and told.', optional: true }),
  hidden: positiveInteger({ doc: 'Units of the hidden layer.', default: 8 }),
  activation: activation({ doc: 'Activation of the hidden layer.', default: 'tanh' }),
  learningRate: number({ exclusiveMinimum: 0 })({ doc: 'Size of a step of Adam.', default: 0.1 }),
  steps: positiveInteger({ doc: 'Steps at most; each sees all four points.', default: 300 }),
};

export interface XorOptions extends Written<typeof xorOptions> {
  /** Ends the training when aborted; the promise is rejected by its reason. */
  readonly signal?: AbortSignal;
}
