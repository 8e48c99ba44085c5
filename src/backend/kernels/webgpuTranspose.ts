import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Repair } from './repair.ts';

/** What is used of TF.js's WebGPU backend, and of a program for the graphics card. */
interface WebgpuBackend {
  runWebGPUProgram(program: Program, inputs: TensorInfo[], dtype: TensorInfo['dtype']): TensorInfo;
}
interface Program {
  /** Programs of one key are compiled once. */
  shaderKey: string;
  getUserCode(): string;
}
type Call = Parameters<ReturnType<Repair['make']>>[0];

/**
 * Axes in another order. The program of TF.js is written for floats: with whole numbers or truth values on the graphics card it does
 * not compile, which WebGPU only logs, and the answers are other numbers. Both get the same program with integers.
 */
export const webgpuTranspose: Repair = {
  kernelName: 'Transpose',
  backends: ['webgpu'],
  make: (stock) => (call) => {
    const { x } = call.inputs as { readonly x: TensorInfo };
    return stock!(x.dtype === 'int32' || x.dtype === 'bool' ? { ...call, backend: withIntegers(call.backend) } : call);
  },
};

/** The same backend, which runs programs of floats with integers. */
function withIntegers(backend: Call['backend']): Call['backend'] {
  const { runWebGPUProgram } = backend as WebgpuBackend;
  const run: WebgpuBackend['runWebGPUProgram'] = (program, ...rest) => runWebGPUProgram.call(backend, ofIntegers(program), ...rest);
  return Object.create(backend as object, { runWebGPUProgram: { value: run } }) as Call['backend'];
}

function ofIntegers(program: Program): Program {
  const code = program.getUserCode();
  return Object.assign(program, {
    shaderKey: `${program.shaderKey}_i32`,
    getUserCode: () => code.replaceAll('f32', 'i32').replaceAll('setOutputAtIndex(', 'setOutputAtIndexI32('),
  });
}
