import { output, repair, valuesOf } from './repair.ts';

interface Attributes {
  readonly clipValueMin: number;
  readonly clipValueMax: number;
}

/** Values held between two. TF.js's own takes whole numbers for floats. */
export const clipByValue = repair<'x', Attributes>('ClipByValue', ({ inputs: { x }, attrs, backend }, runStock) => {
  if (x.dtype !== 'int32') return runStock();
  const { clipValueMin: least, clipValueMax: most } = attrs;
  const out = output(backend, x.shape, 'int32');
  const [from, into] = [valuesOf(backend, x), valuesOf(backend, out)];
  for (let i = 0; i < into.length; i++) into[i] = Math.min(most, Math.max(least, from[i]!));
  return out;
});
