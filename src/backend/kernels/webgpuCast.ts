import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { KernelCall, Repair } from './repair.ts';

interface WebgpuBackend {
  makeTensorInfo(shape: number[], dtype: TensorInfo['dtype'], values: Float32Array): TensorInfo;
  disposeData(dataId: object): boolean;
}

/**
 * The same values as another type. Whole numbers and truth values that become floats stay integers in the memory of TF.js's graphics
 * card, and only their name changes: programs that move them then do not compile, which WebGPU logs, and the answers are other numbers.
 */
export const webgpuCast: Repair = {
  kernelName: 'Cast',
  backends: ['webgpu'],
  make: (stock) => (call) => {
    const { inputs, attrs, backend } = call as unknown as KernelCall<'x', { readonly dtype: string }, WebgpuBackend>;
    const isWhole = inputs.x.dtype === 'int32' || inputs.x.dtype === 'bool';
    if (!isWhole || attrs.dtype !== 'float32') return stock!(call);
    const one = backend.makeTensorInfo([], 'float32', Float32Array.of(1));
    const multiply = tf.getKernel('Multiply', 'webgpu').kernelFunc as (product: object) => TensorInfo;
    const product = multiply({ inputs: { a: inputs.x, b: one }, backend });
    backend.disposeData(one.dataId);
    return product;
  },
};
