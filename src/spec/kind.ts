import type { Normalised, Options } from './option.ts';
import type { DType, Shape } from './shape.ts';

/**
 * What a layer cannot do with what it gets. The checker adds the place: `network.layers[3] conv2d`,
 * or `network.layers[3].kernelSize` where `option` names one.
 */
export interface Problem {
  readonly expected: string;
  readonly received: string;
  readonly fix?: string;
  readonly option?: string;
}

/** One weight of a layer, in the order in which TF.js keeps them. A null in its shape is not known before the data are. */
export interface WeightShape {
  readonly name: string;
  readonly shape: Shape;
  /** Default true. */
  readonly trainable?: boolean;
  /** The option that says how it begins: `kernelInitializer`. Its constraint is named alike. */
  readonly initializer?: string;
}

/** What TF.js gives a layer of this kind beside its options, in words that types can follow. Ranks leave the batch out. */
export interface Ranks {
  /** Ranks that it takes, or 'any'. */
  readonly in: readonly number[] | 'any';
  /** The rank that it gives: a number, 'same' as its input, or 'varies' where its options decide. */
  readonly out: number | 'same' | 'varies';
}

/** A kind of layer: the one place where its arguments, shapes and weights are told. */
export interface LayerKind<T extends string = string, O extends Options = Options> {
  /** The name of its `tf.layers` factory. */
  readonly type: T;
  /** Other factories for the same layer (`maxPool2d`). */
  readonly aliases?: readonly string[];
  /** The name that TF.js saves it under (`Dense`). */
  readonly className: string;
  readonly doc: string;
  readonly options: O;
  /** How many tensors it reads. Default 'one'. */
  readonly reads?: 'none' | 'one' | 'two' | 'several';
  readonly ranks: Ranks;
  /** Shape of what comes out (batch included), or what is wrong. `inputs` has one shape for each tensor read; ranks are checked before. */
  outputShape(inputs: readonly Shape[], options: Normalised<O>): Shape | Problem;
  /** What TF.js cannot build because a size of an input is not known. Asked only where data will not tell it (`checkKnownSizes`). */
  checkSizes?(inputs: readonly Shape[], options: Normalised<O>): Problem | undefined;
  /** Its weights; none where left out. Called only where outputShape found nothing wrong. */
  weights?(inputs: readonly Shape[], options: Normalised<O>): readonly WeightShape[];
  /** Type of what comes out. Default float32. */
  readonly dtype?: DType;
  /** It may behave at random while training (dropout, noise). */
  readonly random?: true;
  /** It reads int32 and bool values too. Others need float32: TF.js fails on other types, or its WebAssembly corrupts memory. */
  readonly takesIntegers?: true;
}

export const kind = <const T extends string, const O extends Options>(entry: LayerKind<T, O>): LayerKind<T, O> => entry;

export const isProblem = (value: Shape | Problem): value is Problem => !Array.isArray(value);
