import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

/** Kernels, and operations of TensorFlow, whose answers are of another shape for other values, or are drawn by TF.js or TensorFlow. */
export const unrecordable: Readonly<Record<string, string>> = {
  Multinomial: 'draws random numbers of its own',
  RandomStandardNormal: 'draws random numbers of its own',
  RandomUniform: 'draws random numbers of its own',
  TruncatedNormal: 'draws random numbers of its own',
  NonMaxSuppressionV3: 'makes more or fewer values of other rows',
  NonMaxSuppressionV4: 'makes more or fewer values of other rows',
  NonMaxSuppressionV5: 'makes more or fewer values of other rows',
  Unique: 'makes more or fewer values of other rows',
  UniqueV2: 'makes more or fewer values of other rows',
  Where: 'makes more or fewer values of other rows',
};

/** Why values that are read in JavaScript keep something from being recorded: what is being computed at that moment need not read them. */
export const sayRead = (place: string | undefined): string =>
  tf.env().getBool('DEBUG')
    ? 'the debug mode of TensorFlow.js reads the values of each tensor'
    : `${place === undefined ? '' : `${place} `}reads values of a tensor in JavaScript`;

export interface RecordOptions<Result> {
  /** What is read anew each time. */
  readonly inputs: readonly Tensor[];
  /** The tensors of the result that are wanted. */
  readonly tensorsOf: (result: Result) => readonly (Tensor | undefined)[];
  /** What is being computed at a moment: the layer of which a reason speaks, or the loss. */
  readonly place?: () => string | undefined;
}

export interface Recorded<Result, Recording> {
  readonly result: Result;
  /** The recording, or in a few words why there is none: "draws random numbers of its own". */
  readonly recording: Recording | string;
}
