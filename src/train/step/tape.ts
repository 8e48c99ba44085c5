import type { NamedTensorMap, Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { UsageError } from '../../errors.ts';

/** Private fields of TF.js's engine. */
interface TapeState {
  readonly gradientDepth: number;
  /** Absent where no gradient is asked for. */
  activeTape?: readonly TapeNode[] | null;
}
interface TapeNode {
  readonly inputs: NamedTensorMap;
  readonly outputs: readonly Tensor[];
  readonly saved?: readonly Tensor[] | null;
}

const stateOf = () => (tf.engine() as unknown as { readonly state: TapeState }).state;

/**
 * A loss and its gradients. Where computing the loss fails, TF.js leaves behind what it kept for the way back: this frees it.
 * @throws UsageError where no gradient leads from the loss to a weight.
 */
export function lossAndGradients(
  computeLoss: () => Scalar,
  variables: Variable[],
): { readonly value: Scalar; readonly grads: NamedTensorMap } {
  try {
    const { value, grads } = tf.variableGrads(computeLoss, variables);
    // TF.js gives null for those that the program has frozen since the beginning of the run.
    return { value, grads: Object.fromEntries(Object.entries(grads).filter(([, gradient]) => (gradient as Tensor | null) !== null)) };
  } catch (error) {
    freeTape();
    throw inOwnWords(error);
  }
}

/** Frees what TF.js keeps for the way back where a gradient has failed. */
export function freeTape(): void {
  const state = stateOf();
  if (state.gradientDepth !== 0) return;
  for (const { saved } of state.activeTape ?? []) tf.dispose([...(saved ?? [])]);
  state.activeTape = null;
}

/** Whether one tensor was computed from another, as far as the tape tells; undefined where none is being written. */
export function isComputedFrom(result: Tensor, origin: Tensor): boolean | undefined {
  const { activeTape } = stateOf();
  if (!activeTape) return undefined;
  const reached = new Set([origin.id]);
  for (const { inputs, outputs } of activeTape) {
    if (Object.values(inputs).some(({ id }) => reached.has(id))) for (const { id } of outputs) reached.add(id);
  }
  return reached.has(result.id);
}

/** What to write where TF.js finds no way from a loss back to the weights. */
export const WAY_BACK = 'compute it by operations of TensorFlow.js alone; dataSync, arraySync and tf.tensor lose the way back';

function inOwnWords(error: unknown): unknown {
  const message = error instanceof Error ? error.message : '';
  const operation = /gradient function not found for (\w+)/.exec(message)?.[1];
  if (operation !== undefined) {
    const fix = 'take a smooth one in its place, such as a sigmoid for a step or the squared distance for a choice';
    return new UsageError('the loss', [{ path: 'loss', expected: 'operations that have a gradient', received: operation, fix }]);
  }
  if (!message.startsWith('Cannot find a connection')) return error;
  const expected = 'a number that depends on the weights which are trained';
  return new UsageError('the loss', [{ path: 'loss', expected, received: 'one that does not', fix: WAY_BACK }]);
}
