import type { KernelFunc, NamedTensorMap, Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { UsageError } from '../../errors.ts';
import { watch } from '../../program/watch.ts';
import { holdVariables } from './holdVariables.ts';

/** Private fields of TF.js's engine. */
interface TapeState {
  readonly gradientDepth: number;
  /** Absent where no gradient is asked for. */
  activeTape?: readonly TapeNode[] | null;
}
interface TapeNode {
  readonly kernelName: string;
  readonly inputs: NamedTensorMap;
  readonly outputs: readonly Tensor[];
  readonly saved?: readonly Tensor[] | null;
}

const stateOf = () => (tf.engine() as unknown as { readonly state: TapeState }).state;

/**
 * A loss and its gradients. Where computing the loss fails, TF.js leaves behind what it kept for the way back: this frees it.
 * @param watchPlace Watches what is being computed at a moment, until `stop` is called.
 * @throws UsageError where no gradient leads from the loss to a weight: of the layer where it ends, as far as one is to blame; and where
 *   all weights were frozen.
 */
export function lossAndGradients(
  computeLoss: () => Scalar,
  variables: Variable[],
  watchPlace: () => { readonly now: string | undefined; readonly stop: () => void },
): { readonly value: Scalar; readonly grads: NamedTensorMap } {
  try {
    const { value, grads } = tf.variableGrads(computeLoss, variables);
    // TF.js gives null for those that the program has frozen since the beginning of the run.
    return { value, grads: Object.fromEntries(Object.entries(grads).filter(([, gradient]) => (gradient as Tensor | null) !== null)) };
  } catch (error) {
    freeTape();
    const message = error instanceof Error ? error.message : '';
    const operation = /gradient function not found for (\w+)/.exec(message)?.[1];
    if (operation !== undefined) throw withoutGradient(operation, whereIs(operation, computeLoss, variables, watchPlace));
    if (message.startsWith('variableGrads() expects at least one of the input variables to be trainable')) throw allFrozen();
    throw message.startsWith('Cannot find a connection') ? withoutConnection() : error;
  }
}

/** What runs an operation between weights and a loss, the last one where several do: it is computed once more, and undone. */
function whereIs(operation: string, ...[computeLoss, variables, watchPlace]: Parameters<typeof lossAndGradients>): string | undefined {
  const places = new Map<object, string | undefined>();
  const putBack = holdVariables();
  const place = watchPlace();
  const nothing = () => undefined;
  const kernel = (kernelName: string, kernelFunc: KernelFunc): KernelFunc => {
    if (kernelName !== operation) return kernelFunc;
    return (call) => {
      const made = kernelFunc(call);
      for (const { dataId } of [made].flat()) places.set(dataId, place.now);
      return made;
    };
  };
  const { stop } = watch({ kernel, wrote: nothing, reads: nothing, assigns: nothing, drawsNumber: nothing });
  let loss: Scalar | undefined;
  try {
    tf.variableGrads(() => (loss = computeLoss()), variables);
  } catch {
    // It fails as before: what matters is on the tape.
  } finally {
    stop();
    place.stop();
  }
  const isBetween = (made: Tensor) => isComputedFrom(loss!, made) === true && variables.some((variable) => isComputedFrom(made, variable));
  const node =
    loss &&
    [...(stateOf().activeTape ?? [])].reverse().find(({ kernelName, outputs }) => kernelName === operation && outputs.some(isBetween));
  freeTape();
  putBack();
  return node && places.get(node.outputs[0]!.dataId);
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

function withoutGradient(operation: string, place = 'the loss'): UsageError {
  const path = place.startsWith('layer ') ? 'call' : 'loss';
  const fix = 'take a smooth one in its place, such as a sigmoid for a step or the squared distance for a choice';
  return new UsageError(place, [{ path, expected: 'operations that have a gradient', received: operation, fix }]);
}

/** A program may freeze in the midst of a run what is trained. */
function allFrozen(): UsageError {
  const received = 'no trainable weights left: all that are trained were frozen since the run began';
  const fix = 'leave a layer trainable, or end the run by stop()';
  return new UsageError('the network', [{ path: 'trainable', expected: 'a weight that can be trained', received, fix }]);
}

function withoutConnection(): UsageError {
  const expected = 'a number that depends on the weights which are trained';
  return new UsageError('the loss', [{ path: 'loss', expected, received: 'one that does not', fix: WAY_BACK }]);
}
