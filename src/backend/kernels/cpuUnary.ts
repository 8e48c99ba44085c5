import { floats, output, repairCpu, valuesOf, type Repair } from './repair.ts';

type Loop = (from: Float32Array, into: Float32Array) => void;

/** Functions of one number that take TF.js more than five times as long as a loop of their own, for each of which it makes a call. */
const loops: Readonly<Record<'Ceil' | 'Floor' | 'Sqrt', Loop>> = {
  Ceil: (from, into) => {
    for (let i = 0; i < into.length; i++) into[i] = Math.ceil(from[i]!);
  },
  Floor: (from, into) => {
    for (let i = 0; i < into.length; i++) into[i] = Math.floor(from[i]!);
  },
  Sqrt: (from, into) => {
    for (let i = 0; i < into.length; i++) into[i] = Math.sqrt(from[i]!);
  },
};

const numbers = Object.entries(loops).map(([kernelName, loop]) =>
  repairCpu<'x', object>(kernelName, ({ inputs: { x }, backend }, runStock) => {
    if (x.dtype !== 'float32') return runStock();
    const out = output(backend, x.shape, 'float32');
    loop(floats(backend, x), floats(backend, out));
    return out;
  }),
);

const logicalNot = repairCpu<'x', object>('LogicalNot', ({ inputs: { x }, backend }, runStock) => {
  if (x.dtype !== 'bool') return runStock();
  const out = output(backend, x.shape, 'bool');
  const [from, into] = [valuesOf(backend, x), valuesOf(backend, out)];
  for (let i = 0; i < into.length; i++) into[i] = from[i] === 0 ? 1 : 0;
  return out;
});

export const cpuUnary: readonly Repair[] = [...numbers, logicalNot];
