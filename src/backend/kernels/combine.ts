import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { PairLoop } from './pairLoops.ts';
import { output, valuesOf, type CpuBackend, type WasmBackend } from './repair.ts';
import { eachRun } from './stretch.ts';

export type NumberType = 'float32' | 'int32' | 'bool';

/** What a loop gives for two tensors of numbers, stretched over each other, in plain JavaScript. */
export function combine(loop: PairLoop, a: TensorInfo, b: TensorInfo, dtype: NumberType, backend: CpuBackend | WasmBackend): TensorInfo {
  const out = output(backend, tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape), dtype);
  const [values, left, right] = [valuesOf(backend, out), valuesOf(backend, a), valuesOf(backend, b)];
  eachRun(a.shape, b.shape, out.shape, (run) => {
    loop(values, left, right, run);
  });
  return out;
}

export const areNumbers = (...tensors: readonly TensorInfo[]): boolean =>
  tensors.every(({ dtype }) => dtype === 'float32' || dtype === 'int32' || dtype === 'bool');
