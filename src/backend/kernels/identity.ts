import { output, repair } from './repair.ts';

/**
 * A tensor again. TF.js copies its values in WebAssembly, of which a gradient asks for every tensor it passes; here both stand on the
 * same memory, as in its other backends. Kernels write to none but what they make; what writes over the weights of a network asks
 * first whether any other tensor stands on them (train/step/sharedValues.ts).
 */
export const identity = repair<'x', object>('Identity', ({ inputs: { x }, backend }, runStock) => {
  if (x.dtype === 'string') return runStock();
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
});

/**
 * The same values as another type. TF.js copies them where it is the same, and makes flags of numbers by their last byte, of which
 * none but 0 and 1 is a flag: here all but 0 is set.
 */
export const cast = repair<'x', { readonly dtype: string }>('Cast', ({ inputs: { x }, attrs: { dtype }, backend }, runStock) => {
  if (x.dtype === 'string') return runStock();
  if (x.dtype === dtype) {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  }
  if (dtype !== 'bool') return runStock();
  const out = output(backend, x.shape, 'bool');
  const [from, into] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(out)];
  for (let i = 0; i < into.length; i++) into[i] = Number(from[i] !== 0);
  return out;
});
