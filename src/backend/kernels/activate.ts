import type { TensorInfo } from '@tensorflow/tfjs-core';
import { runKernel, type WasmBackend } from './repair.ts';

/** What TF.js fuses with a product or a convolution. */
export interface Fusion {
  readonly activation?: 'linear' | 'relu' | 'relu6' | 'prelu' | 'leakyrelu' | 'sigmoid' | 'elu' | null;
  readonly leakyreluAlpha?: number;
}

export interface FusedInputs {
  /** [the size of the last axis] */
  readonly bias?: TensorInfo | undefined;
  readonly preluActivationWeights?: TensorInfo | undefined;
}

/** Adds a bias and applies an activation by kernels of their own. The data of x are disposed where another tensor comes of them. */
export function activate(
  x: TensorInfo,
  { bias, preluActivationWeights: alpha }: FusedInputs,
  { activation, leakyreluAlpha }: Fusion,
  backend: WasmBackend,
): TensorInfo {
  const then = (made: TensorInfo, kernelName: string, inputs: Readonly<Record<string, TensorInfo>>, attrs: object = {}): TensorInfo => {
    const next = runKernel(kernelName, inputs, backend, attrs);
    backend.disposeData(made.dataId);
    return next;
  };
  const y = bias ? then(x, 'Add', { a: x, b: bias }) : x;
  switch (activation ?? 'linear') {
    case 'linear':
      return y;
    case 'relu':
      return then(y, 'Relu', { x: y });
    case 'relu6':
      return then(y, 'Relu6', { x: y });
    case 'sigmoid':
      return then(y, 'Sigmoid', { x: y });
    case 'elu':
      return then(y, 'Elu', { x: y });
    case 'leakyrelu':
      return then(y, 'LeakyRelu', { x: y }, { alpha: leakyreluAlpha ?? 0.2 });
    case 'prelu':
      return then(y, 'Prelu', { x: y, alpha: alpha! });
  }
}
