import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { layerPrototype, onlyTensor, type LayerPrototype } from '../../repairs/layerClass.ts';
import { blockLstm } from './blockLstm.ts';

/** What is used of TF.js's recurrent layers, private fields among them. */
interface RecurrentLayer {
  readonly cell: LstmCell;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly states_: Tensor[] | null;
  getInitialState(inputs: Tensor): Tensor[];
  resetStates(states: Tensor[], training: unknown): void;
  call(inputs: Tensor | Tensor[], options: CallOptions | null): Tensor | Tensor[];
}

interface CallOptions {
  readonly mask?: unknown;
  readonly training?: unknown;
  readonly initialState?: Tensor[] | null;
}

interface LstmCell {
  call(inputs: Tensor[], options: CallOptions): Tensor[];
  readonly activation: object;
  readonly recurrentActivation: object;
  readonly kernel: { read(): Tensor };
  readonly recurrentKernel: { read(): Tensor };
  readonly bias: { read(): Tensor } | null;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly dropoutMask: Tensor[] | null;
}

let isFused = false;

/**
 * Has layers of TF.js compute an LSTM with sigmoid gates and tanh by one operation on native bindings, where TF.js runs some twenty for
 * each step in time, and as many again for the gradient. What it does not compute the same (masked steps, masks on what recurs, other
 * activations, cells of the program's own, gradients of gradients) stays as it was. A second call changes nothing.
 */
export function fuseLstm(): void {
  if (isFused) return;
  isFused = true;
  const layer = layerPrototype(tf, 'RNN') as unknown as RecurrentLayer; // from which `lstm` inherits
  const { call } = layer;
  layer.call = function (this: RecurrentLayer, inputs, options) {
    return computesTheSame(this, onlyTensor(inputs), options ?? {})
      ? tf.tidy(() => callFused(this, onlyTensor(inputs), options ?? {}))
      : call.call(this, inputs, options);
  };
}

function computesTheSame({ cell, stateful, states_ }: RecurrentLayer, inputs: Tensor, { mask, initialState }: CallOptions): boolean {
  const stock = layerPrototype(tf, 'LSTMCell') as LayerPrototype & LstmCell;
  const states = initialState ?? (stateful ? states_ : []);
  return (
    tf.getBackend() === 'tensorflow' &&
    cell.call === stock.call &&
    isActivation(cell.activation, 'tanh') &&
    isActivation(cell.recurrentActivation, 'sigmoid') &&
    !isRate(cell.recurrentDropout) &&
    (mask === null || mask === undefined) &&
    inputs.rank === 3 &&
    inputs.size > 0 &&
    [inputs, ...(states ?? [])].every(({ dtype }) => dtype === 'float32') &&
    (states === null || states.length === 0 || states.length === 2) &&
    // The gradient of a gradient is asked for: the operation has one only.
    (tf.engine() as unknown as { readonly state: { readonly gradientDepth: number } }).state.gradientDepth < 2
  );
}

const isActivation = (activation: object, name: string): boolean =>
  activation.constructor === tf.serialization.SerializationMap.getMap().classNameMap[name]![0];

/** Whether something is dropped at this rate. */
const isRate = (rate: number): boolean => rate > 0 && rate < 1;

function callFused(layer: RecurrentLayer, inputs: Tensor, { training, initialState }: CallOptions): Tensor | Tensor[] {
  const { cell } = layer;
  const [h, c] = (initialState ?? (layer.stateful ? layer.states_ : layer.getInitialState(inputs))) as [Tensor, Tensor];
  const turned = tf.transpose(inputs, [1, 0, 2]); // [batch, steps, features] -> [steps, batch, features]
  const inTime = layer.goBackwards ? tf.reverse(turned, 0) : turned;
  const xs = isRate(cell.dropout) ? tf.mul(inTime, maskOf(cell, inTime, [h, c], training)) : inTime;
  const [steps, batch] = xs.shape as [number, number];
  const units = h.shape[1]!;
  const kernel = tf.concat([cell.kernel.read(), cell.recurrentKernel.read()], 0);
  const bias = cell.bias?.read() ?? tf.zeros([4 * units]);
  const wantCell = layer.returnState || layer.stateful;
  const all = blockLstm({ xs, kernel, bias, h, c }, wantCell);
  const at = (step: number) => tf.reshape(tf.slice(all, [step, 0, 0], [1, batch, units]), [batch, units]);
  const last = at(steps - 1);
  const states = wantCell ? [last, at(steps)] : [];
  if (layer.stateful) layer.resetStates(states, training);
  // [steps, batch, units] -> [batch, steps, units]
  const sequences = () => tf.transpose(wantCell ? tf.slice(all, [0, 0, 0], [steps, batch, units]) : all, [1, 0, 2]);
  const output = layer.returnSequences ? sequences() : last;
  return layer.returnState ? [output, ...states] : output;
}

/** What the cell multiplies each step with, [batch, features]: it makes it in its first step, and keeps it. */
function maskOf(cell: LstmCell, inTime: Tensor, states: readonly Tensor[], training: unknown): Tensor {
  const [, batch, features] = inTime.shape as [number, number, number];
  if (cell.dropoutMask === null) {
    const first = tf.reshape(tf.slice(inTime, [0, 0, 0], [1, batch, features]), [batch, features]);
    tf.tidy(() => void cell.call([first, ...states], { training }));
  }
  return cell.dropoutMask![0]!;
}
