import type { KernelConfig } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { batchMatMul } from './batchMatMul.ts';
import { conv2DBackpropFilter } from './conv2DBackpropFilter.ts';
import { conv2DBackpropInput } from './conv2DBackpropInput.ts';
import { depthwiseConv2dNativeBackpropFilter } from './depthwiseConv2dNativeBackpropFilter.ts';
import { depthwiseConv2dNativeBackpropInput } from './depthwiseConv2dNativeBackpropInput.ts';
import { gatherV2 } from './gatherV2.ts';
import { maxPoolGrad } from './maxPoolGrad.ts';
import type { Repair } from './repair.ts';
import { slice } from './slice.ts';
import { unsortedSegmentSum } from './unsortedSegmentSum.ts';

/** Every kernel of TF.js's WebAssembly backend that is missing, wrong or slow, and is ours instead. */
export const repairs: readonly Repair[] = [
  batchMatMul,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
  gatherV2,
  maxPoolGrad,
  slice,
  unsortedSegmentSum,
];

const ours = new WeakSet<KernelConfig>();

/** Puts the repaired kernels in the place of TF.js's own. Call it once WebAssembly is ready; a second call changes nothing. */
export function repairKernels(): void {
  for (const { kernelName, make } of repairs) {
    // TF.js answers undefined where there is none, whatever its types say.
    const stock = tf.getKernel(kernelName, 'wasm') as KernelConfig | undefined;
    if (stock !== undefined && ours.has(stock)) continue;
    if (stock !== undefined) tf.unregisterKernel(kernelName, 'wasm');
    // What sets the stock kernel up stays, for a backend that is started again and for repairs that call it.
    const repaired: KernelConfig = { ...stock, kernelName, backendName: 'wasm', kernelFunc: make(stock?.kernelFunc) };
    tf.registerKernel(repaired);
    ours.add(repaired);
  }
}
