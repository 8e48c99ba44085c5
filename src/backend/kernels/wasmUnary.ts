import type { TensorInfo } from '@tensorflow/tfjs-core';
import { output, repair, runKernel, valuesOf, type Repair, type WasmBackend } from './repair.ts';

/** Functions of one number that TF.js computes of truths as if they were floats. */
const OF_TRUTHS = ['Abs', 'Atan', 'Exp', 'LeakyRelu', 'Neg', 'Relu', 'Relu6', 'Round', 'Selu', 'Sign', 'Softplus', 'Square', 'Step'];
/** And of whole numbers as well. */
const OF_BOTH = ['Acos', 'Acosh', 'Asin', 'Asinh', 'Atanh', 'Expm1', 'IsFinite', 'IsNan', 'Log1p', 'Reciprocal', 'Sinh'];
/** Whose answers are of a type of their own. */
const OWN_TYPE = new Set(['Exp', 'Expm1', 'IsFinite', 'IsNan', 'LeakyRelu']);

/** Functions of truths and whole numbers by way of floats; the answers are of the type of the tensor, as in plain JavaScript. */
export const wasmUnary: readonly Repair[] = [...OF_TRUTHS, ...OF_BOTH].map((kernelName) =>
  repair<'x', object>(kernelName, ({ inputs: { x }, attrs, backend }, runStock) => {
    if (x.dtype !== 'bool' && !(x.dtype === 'int32' && OF_BOTH.includes(kernelName))) return runStock();
    const numbers = convert(x, 'float32', backend);
    const made = runKernel(kernelName, { x: numbers }, backend, attrs);
    backend.disposeData(numbers.dataId);
    if (OWN_TYPE.has(kernelName)) return made;
    const out = convert(made, x.dtype, backend);
    backend.disposeData(made.dataId);
    return out;
  }),
);

function convert(x: TensorInfo, dtype: TensorInfo['dtype'], backend: WasmBackend): TensorInfo {
  const out = output(backend, x.shape, dtype);
  const [from, into] = [valuesOf(backend, x), valuesOf(backend, out)];
  if (dtype === 'bool') for (let i = 0; i < into.length; i++) into[i] = Math.abs(from[i]!);
  else into.set(from);
  return out;
}
