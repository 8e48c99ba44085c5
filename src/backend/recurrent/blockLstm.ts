import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

/** As much of tfjs-node's backend as runs an operation of TensorFlow that TF.js has no kernel for. */
interface OperationBackend {
  executeMultipleOutputs(
    op: string,
    attributes: readonly { readonly name: string; readonly type: number; readonly value: unknown }[],
    inputs: readonly Tensor[],
    outputs: number,
  ): Tensor[];
  readonly tensorMap: { get(dataId: object): { shape: number[]; dtype: number } | undefined };
}

export interface BlockLstmInputs {
  /** [steps, batch, features] float32 */
  readonly xs: Tensor;
  /** Kernel and recurrent kernel, one below the other: [features + units, 4 * units], gates in the order of TF.js (i, f, c, o). */
  readonly kernel: Tensor;
  /** [4 * units] */
  readonly bias: Tensor;
  /** What the layer begins with, [batch, units] each. */
  readonly h: Tensor;
  readonly c: Tensor;
}

/** By TF_AttrType and TF_DataType of TensorFlow's C API. */
const [FLOAT_ATTRIBUTE, BOOL_ATTRIBUTE, TYPE_ATTRIBUTE, FLOAT, INT64] = [2, 3, 4, 1, 9];

/**
 * An LSTM over all steps, with sigmoid gates and tanh, as TensorFlow's one operation BlockLSTMV2 (tensorflow/core/ops/rnn_ops.cc), on
 * native bindings. Its gradient is one operation, too, and has none of its own.
 * @returns h after each step, [steps, batch, units]; with `wantCell` c after the last one is added, [steps + 1, batch, units].
 */
export function blockLstm({ xs, kernel, bias, h, c }: BlockLstmInputs, wantCell: boolean): Tensor {
  const [steps, batch, features] = xs.shape as [number, number, number];
  const units = h.shape[1]!;
  const run = tf.customGrad((...given: unknown[]) => {
    const [x, w, b, h0, c0] = given as Tensor[];
    const save = given[5] as (tensors: Tensor[]) => void;
    const peephole = tf.zeros([units]);
    const read = [x!, c0!, h0!, w!, peephole, peephole, peephole, b!];
    const clip = { name: 'cell_clip', type: FLOAT_ATTRIBUTE, value: -1 };
    const made = execute('BlockLSTMV2', [clip], [count(steps), ...read], 7);
    save([...read, ...made]);
    const [, cells, , , , , hidden] = made as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
    const value = wantCell ? tf.concat([hidden, tf.slice(cells, [steps - 1, 0, 0], [1, batch, units])], 0) : hidden;
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const cells = saved[9]!;
      const [ofHidden, ofCells] = wantCell
        ? [
            tf.slice(dy, [0, 0, 0], [steps, batch, units]),
            tf.pad(tf.slice(dy, [steps, 0, 0], [1, batch, units]), [[steps - 1, 0], [0, 0], [0, 0]]), // prettier-ignore
          ]
        : [dy, tf.zerosLike(cells)];
      const gradients = execute('BlockLSTMGradV2', [], [count(steps), ...saved, ofCells, ofHidden], 8);
      const [ofX, ofC, ofH, ofKernel, , , , ofBias] = gradients as [Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor];
      return [ofX, ofKernel, ofBias, ofH, ofC];
    };
    return { value, gradFunc };
  });
  if (kernel.shape[0] !== features + units) throw new Error('internal: kernels of an LSTM are of other sizes');
  return run(xs, kernel, bias, h, c);
}

function execute(op: string, attributes: readonly { name: string; type: number; value: unknown }[], inputs: Tensor[], outputs: number) {
  const common = [
    { name: 'T', type: TYPE_ATTRIBUTE, value: FLOAT },
    { name: 'use_peephole', type: BOOL_ATTRIBUTE, value: false },
  ];
  return (tf.backend() as unknown as OperationBackend).executeMultipleOutputs(op, [...common, ...attributes], inputs, outputs);
}

/** A scalar of 64 bits, which TF.js does not have: two of 32 bits, handed over as one. */
function count(value: number): Tensor {
  const tensor = tf.tensor1d([value, 0], 'int32');
  const made = (tf.backend() as unknown as OperationBackend).tensorMap.get(tensor.dataId)!;
  made.shape = [];
  made.dtype = INT64;
  return tensor;
}
