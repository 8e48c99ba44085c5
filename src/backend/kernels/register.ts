import type { KernelConfig } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { stockKernels } from '../../repairs/stockKernels.ts';
import { startKernelModule } from '../wasm/kernelModule.ts';
import { ownKernels } from '../wasm/ownKernels.ts';
import { avgPool3D } from './avgPool3D.ts';
import { avgPool3DGrad, avgPoolGrad } from './avgPoolGrad.ts';
import { batchMatMul } from './batchMatMul.ts';
import { clipByValue } from './clipByValue.ts';
import { conv2DBackpropFilter } from './conv2DBackpropFilter.ts';
import { conv2DBackpropInput } from './conv2DBackpropInput.ts';
import { conv3D } from './conv3D.ts';
import { conv3DBackpropFilterV2 } from './conv3DBackpropFilterV2.ts';
import { conv3DBackpropInputV2 } from './conv3DBackpropInputV2.ts';
import { cpuAddN } from './cpuAddN.ts';
import { cpuBatchNorm } from './cpuBatchNorm.ts';
import { cpuConcat } from './cpuConcat.ts';
import { cpuConv2D } from './cpuConv2D.ts';
import { cpuConv2DBackpropFilter } from './cpuConv2DBackpropFilter.ts';
import { cpuDepthwise } from './cpuDepthwise.ts';
import { cpuEluGrad } from './cpuEluGrad.ts';
import { cpuFill } from './cpuFill.ts';
import { cpuBatchMatMul, cpuFusedMatMul } from './cpuMatMul.ts';
import { cpuMirrorPad } from './cpuMirrorPad.ts';
import { cpuOneHot } from './cpuOneHot.ts';
import { cpuPairs } from './cpuPairs.ts';
import { cpuPooling } from './cpuPooling.ts';
import { cpuReductions } from './cpuReductions.ts';
import { cpuSelect } from './cpuSelect.ts';
import { cpuSoftmax } from './cpuSoftmax.ts';
import { cpuMean, cpuSum } from './cpuSum.ts';
import { cpuTile } from './cpuTile.ts';
import { cpuUnary } from './cpuUnary.ts';
import { cumsum } from './cumsum.ts';
import { denseBincount } from './denseBincount.ts';
import { depthwiseConv2dNativeBackpropFilter } from './depthwiseConv2dNativeBackpropFilter.ts';
import { depthwiseConv2dNativeBackpropInput } from './depthwiseConv2dNativeBackpropInput.ts';
import { emptyReductions } from './emptyReductions.ts';
import { fusedMatMul } from './fusedMatMul.ts';
import { gatherV2 } from './gatherV2.ts';
import { cast, identity } from './identity.ts';
import { maxPool3D } from './maxPool3D.ts';
import { maxPool3DGradNative } from './maxPool3DGradNative.ts';
import { maxPool3DGrad, maxPoolGrad } from './maxPoolGrad.ts';
import { padV2 } from './padV2.ts';
import type { Repair, RepairedBackend, WasmBackend } from './repair.ts';
import { resizeBilinearGrad } from './resizeBilinearGrad.ts';
import { resizeNearestNeighborGrad } from './resizeNearestNeighborGrad.ts';
import { reverse } from './reverse.ts';
import { conv2D, depthwiseConv2dNative, fusedConv2D, fusedDepthwiseConv2D } from './samePadding.ts';
import { select } from './select.ts';
import { slice } from './slice.ts';
import { splitV, unpack } from './split.ts';
import { stridedSlice } from './stridedSlice.ts';
import { transpose } from './transpose.ts';
import { unsortedSegmentSum } from './unsortedSegmentSum.ts';
import { wasmPairs } from './wasmPairs.ts';
import { wasmUnary } from './wasmUnary.ts';
import { webgpuCast } from './webgpuCast.ts';
import { webgpuTranspose } from './webgpuTranspose.ts';

/** Every kernel of TF.js that is missing, wrong or slow, and is ours instead. */
export const repairs: readonly Repair[] = [
  ...emptyReductions,
  avgPool3D,
  avgPool3DGrad,
  avgPoolGrad,
  batchMatMul,
  cast,
  clipByValue,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  conv3D,
  conv3DBackpropFilterV2,
  conv3DBackpropInputV2,
  cpuAddN,
  cpuBatchMatMul,
  cpuBatchNorm,
  ...cpuConcat,
  ...cpuConv2D,
  cpuConv2DBackpropFilter,
  ...cpuDepthwise,
  cpuEluGrad,
  ...cpuFill,
  cpuFusedMatMul,
  cpuMean,
  cpuMirrorPad,
  cpuOneHot,
  ...cpuPairs,
  ...cpuPooling,
  ...cpuReductions,
  cpuSelect,
  cpuSoftmax,
  cpuSum,
  cpuTile,
  ...cpuUnary,
  cumsum,
  denseBincount,
  depthwiseConv2dNative,
  depthwiseConv2dNativeBackpropFilter,
  depthwiseConv2dNativeBackpropInput,
  fusedConv2D,
  fusedDepthwiseConv2D,
  fusedMatMul,
  gatherV2,
  identity,
  maxPool3D,
  maxPool3DGrad,
  maxPool3DGradNative,
  maxPoolGrad,
  padV2,
  resizeBilinearGrad,
  resizeNearestNeighborGrad,
  reverse,
  select,
  slice,
  splitV,
  stridedSlice,
  transpose,
  unpack,
  unsortedSegmentSum,
  ...wasmPairs,
  ...wasmUnary,
  webgpuCast,
  webgpuTranspose,
];

/** Kernels that stand in the place of others, and whether they are of our module. */
const placed = new WeakMap<KernelConfig, 'repair' | 'own'>();
/**
 * TF.js's own kernel where that, or none, stood there at the first start, else null, by backend and name: any other that is none of ours
 * is the program's, which keeps it.
 */
const stock = new Map<string, KernelConfig | undefined | null>();

/**
 * Puts the repaired kernels of a backend, once it is ready, in the place of TF.js's own, and on WebAssembly those of our module in
 * front of them, where it starts. A second call changes nothing.
 */
export async function repairKernels(backendName: RepairedBackend): Promise<void> {
  placeAll(repairs, backendName, 'repair');
  if (backendName !== 'wasm') return;
  const backend = tf.findBackend('wasm') as unknown as WasmBackend | null;
  if (backend !== null && (await startKernelModule(backend))) placeAll(ownKernels, 'wasm', 'own');
}

function placeAll(kernels: readonly Repair[], backendName: RepairedBackend, kind: 'repair' | 'own'): void {
  const isStock = stockKernels(tf, backendName);
  for (const { kernelName, make } of kernels.filter(({ backends }) => backends.includes(backendName))) {
    // TF.js answers undefined where there is none, whatever its types say.
    const before = tf.getKernel(kernelName, backendName) as KernelConfig | undefined;
    const is = before && placed.get(before);
    if (is === kind || is === 'own') continue;
    const place = `${backendName}/${kernelName}`;
    if (!stock.has(place)) stock.set(place, before === undefined || is !== undefined || isStock(before) ? before : null);
    if (is === undefined && before !== stock.get(place)) continue;
    if (before !== undefined) tf.unregisterKernel(kernelName, backendName);
    // What sets the stock kernel up stays, for a backend that is started again and for repairs that call it.
    const kernel: KernelConfig = { ...before, kernelName, backendName, kernelFunc: make(before?.kernelFunc, backendName) };
    tf.registerKernel(kernel);
    placed.set(kernel, kind);
  }
}
