import type { TensorInfo } from '@tensorflow/tfjs-core';
import { repair, type KernelCall, type Repair, type WasmBackend } from '../kernels/repair.ts';
import { kernelModuleOf, type KernelModule } from './kernelModule.ts';

/**
 * A kernel of our module in the place of the one before, be it TF.js's or a repair of it, which runs where `run` answers
 * undefined: for what the module does not do, and in another memory than that it was started in.
 */
export const ownKernel = <Inputs extends string, Attributes, Made extends TensorInfo | TensorInfo[] = TensorInfo>(
  kernelName: string,
  run: (call: KernelCall<Inputs, Attributes, WasmBackend>, module: KernelModule) => Made | undefined,
): Repair =>
  repair<Inputs, Attributes, Made>(kernelName, (call, runBefore) => {
    const module = kernelModuleOf(call.backend);
    return (module && run(call, module)) ?? runBefore();
  });
