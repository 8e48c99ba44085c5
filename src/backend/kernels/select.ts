import { tf } from '#tf';
import { output, repair } from './repair.ts';

/**
 * From two tensors of flags, the first's values where the condition is set. TF.js writes four bytes for each flag, which has one, and
 * so over what lies behind it; of numbers it is right.
 */
export const select = repair<'condition' | 't' | 'e', object>('Select', ({ inputs: { condition, t, e }, backend }, runStock) => {
  if (t.dtype !== 'bool') return runStock();
  const out = output(backend, t.shape, 'bool');
  const [flags, yes, no, into] = [condition, t, e, out].map((tensor) => backend.typedArrayFromHeap(tensor)) as [Bytes, Bytes, Bytes, Bytes];
  // A flag for each value, or [n] for [n, ...].
  const each = condition.shape.length === 1 ? tf.util.sizeFromShape(t.shape.slice(1)) : 1;
  for (let i = 0; i < into.length; i++) into[i] = (flags[Math.floor(i / each)] ? yes : no)[i]!;
  return out;
});
type Bytes = Uint8Array;
