import type { ModelSpec, TrainOptions } from 'netspec';
import type { ExampleOptions } from './examples.ts';

/** A network and how it is trained. */
export interface NetworkCase extends ExampleOptions {
  readonly name: string;
  readonly network: object;
  readonly training: TrainOptions;
  /** How much each row counts. */
  readonly weighted?: true;
}

/** Anything that looks like a network, which the parser checks. */
export const specOf = (network: object, training: TrainOptions): ModelSpec => ({ network, training }) as unknown as ModelSpec;

export const chain = (input: readonly (number | null)[], ...layers: readonly object[]): object => ({ input, layers });
/** `mish` is none of the activations that plain loops know. */
export const dense = (units: number, more: object = {}): object => ({ type: 'dense', units, activation: 'mish', ...more });
export const head = (units = 1, activation = 'linear', more: object = {}): object => ({ type: 'dense', units, activation, ...more });

export const squares = { loss: 'meanSquaredError' } as const;
export const binary = { loss: 'binaryCrossentropy' } as const;
export const classes = { loss: 'categoricalCrossentropy' } as const;
