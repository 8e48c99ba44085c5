import type { NamedTensorMap, Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

/** Private fields of TF.js's engine. */
interface TapeState {
  readonly gradientDepth: number;
  activeTape: readonly { readonly saved?: readonly Tensor[] | null }[] | null;
}

/** A loss and its gradients. Where computing the loss fails, TF.js leaves behind what it kept for the way back: this frees it. */
export function lossAndGradients(
  computeLoss: () => Scalar,
  variables: Variable[],
): { readonly value: Scalar; readonly grads: NamedTensorMap } {
  try {
    return tf.variableGrads(computeLoss, variables);
  } catch (error) {
    const { state } = tf.engine() as unknown as { readonly state: TapeState };
    if (state.gradientDepth === 0) {
      for (const { saved } of state.activeTape ?? []) tf.dispose([...(saved ?? [])]);
      state.activeTape = null;
    }
    throw error;
  }
}
