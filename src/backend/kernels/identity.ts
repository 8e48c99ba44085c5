import { repair } from './repair.ts';

/**
 * A tensor again. TF.js copies its values in WebAssembly, of which a gradient asks for every tensor it passes; nothing ever writes
 * over values there, so that both may stand on the same memory, as in its other backends.
 */
export const identity = repair<'x', object>('Identity', ({ inputs: { x }, backend }, runStock) => {
  if (x.dtype === 'string') return runStock();
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
});

/** The same values as another type; TF.js copies them where it is the same. */
export const cast = repair<'x', { readonly dtype: string }>('Cast', ({ inputs: { x }, attrs: { dtype }, backend }, runStock) => {
  if (x.dtype === 'string' || x.dtype !== dtype) return runStock();
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
});
