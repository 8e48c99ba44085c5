import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { layerPrototype, onlyTensor } from '../repairs/layerClass.ts';
import { cellScan, type Cell, type CellInputs } from './cellScan.ts';
import { recorderNow } from './record.ts';

/** What is used of TF.js's recurrent layers, private fields among them. */
interface RecurrentLayer {
  readonly cell: Cell;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  getInitialState(inputs: Tensor): Tensor[];
  call(inputs: Tensor | Tensor[], options: CallOptions | null): Tensor | Tensor[];
}

interface CallOptions {
  readonly mask?: Tensor | null;
  readonly training?: unknown;
  readonly initialState?: Tensor[] | null;
}

/** Fewer steps are as well written down one after the other. */
const FEWEST_STEPS = 4;
const cellNames = ['SimpleRNNCell', 'GRUCell', 'LSTMCell'];

let isRolled = false;

/**
 * Has TF.js's recurrent layers be written down as one loop over time where a recording for a graph is made, instead of as thousands of
 * operations; all else of them stays as it was: states that are kept, cells of the program's own, stacked ones, gradients of gradients. A second call
 * changes nothing.
 */
export function rollRecurrent(): void {
  if (isRolled) return;
  isRolled = true;
  const layer = layerPrototype(tf, 'RNN') as unknown as RecurrentLayer; // from which `lstm`, `gru` and `simpleRNN` inherit
  const { call } = layer;
  layer.call = function (this: RecurrentLayer, inputs, options) {
    return recorderNow() !== undefined && computesTheSame(this, onlyTensor(inputs), options ?? {})
      ? tf.tidy(() => callRolled(this, onlyTensor(inputs), options ?? {}))
      : call.call(this, inputs, options);
  };
}

function computesTheSame({ cell, stateful }: RecurrentLayer, inputs: Tensor, { mask, initialState }: CallOptions): boolean {
  const states = [cell.stateSize].flat().length;
  const isStock = cellNames.some((own) => (layerPrototype(tf, own) as unknown as Cell).call === cell.call);
  return (
    !stateful &&
    isStock &&
    inputs.rank === 3 &&
    inputs.size > 0 &&
    inputs.shape[1]! >= FEWEST_STEPS &&
    (initialState ?? []).length % states === 0 &&
    [inputs, ...(initialState ?? [])].every(({ dtype }) => dtype === 'float32') &&
    (!mask || mask.rank === 2) &&
    (tf.engine() as unknown as { readonly state: { readonly gradientDepth: number } }).state.gradientDepth < 2
  );
}

function callRolled(layer: RecurrentLayer, inputs: Tensor, { mask, training, initialState }: CallOptions): Tensor | Tensor[] {
  const { cell, goBackwards, returnSequences, returnState } = layer;
  const states = initialState ?? layer.getInitialState(inputs);
  /** [batch, steps, ...] -> [steps, batch, ...] */
  const inTime = (tensor: Tensor): Tensor => {
    const turned = tf.transpose(tensor, [1, 0, 2]);
    return goBackwards ? tf.reverse(turned, 0) : turned;
  };
  const given: CellInputs = {
    xs: inTime(inputs),
    mask: mask ? inTime(tf.expandDims(tf.cast(tf.cast(mask, 'bool'), 'float32'), -1)) : undefined,
    states,
  };
  const all = cellScan(cell, given, training, returnState);
  // All states but the first, which is what the layer answers, are of the last step alone.
  const steps = given.xs.shape[0]!;
  const at = (step: number) => tf.reshape(tf.slice(all, [step, 0, 0], [1, ...states[0]!.shape]), states[0]!.shape);
  const output = returnSequences ? tf.transpose(tf.slice(all, [0, 0, 0], [steps, ...states[0]!.shape]), [1, 0, 2]) : at(steps - 1);
  return returnState ? [output, ...states.map((_, i) => at(steps - 1 + i))] : output;
}
