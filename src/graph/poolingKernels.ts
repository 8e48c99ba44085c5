import { nativeBackend } from './binding.ts';
import { createBuilder, typed } from './builder.ts';
import { emit, wanted } from './emit.ts';
import type { Addon } from './library.ts';
import type { Recording, Value } from './recording.ts';
import { withFastPooling } from './rewrites/pooling.ts';
import { nameOf, savedModel } from './savedModel.ts';
import type { Attributes } from './value.ts';

const known = new WeakMap<Addon, boolean>();

/** Whether pooling by oneDNN runs in this library of TensorFlow, found by running it once, in a graph of a few operations. */
export function hasFastPooling(addon: Addon): boolean {
  const told = known.get(addon) ?? runsOnce(addon);
  known.set(addon, told);
  return told;
}

function runsOnce(addon: Addon): boolean {
  const builder = createBuilder('p');
  const { type, shape } = four;
  const fed = builder.one('Placeholder', [], { dtype: typed(type), shape: { kind: 'shape', value: shape } }, four);
  const recording = withFastPooling(example);
  const [result] = emit(builder, recording, wanted(recording), new Map([[0, fed]]));
  const { binding } = nativeBackend();
  const input = binding.createTensor(shape, 1, Float32Array.of(1, 2, 4, 3));
  let graph: number | undefined;
  try {
    graph = addon.load(savedModel({ nodes: builder.nodes, functions: [] }));
    const [made] = addon.run(graph, [input], nameOf(fed), nameOf(result!));
    const values = Array.from(binding.tensorDataSync(made!.id) as Float32Array);
    binding.deleteTensor(made!.id);
    return values.join() === '0,0,5,0';
  } catch {
    return false; // another library, or another kind of machine
  } finally {
    binding.deleteTensor(input);
    if (graph !== undefined) addon.free(graph);
  }
}

const four = { type: 'float32', shape: [1, 2, 2, 1] } as const;
const one = { type: 'float32', shape: [1, 1, 1, 1] } as const;
const computed = { origin: { kind: 'computed' } } as const;
const values: readonly Value[] = [
  { ...four, origin: { kind: 'input', index: 0 } },
  { ...one, ...computed },
  { ...one, origin: { kind: 'constant', values: Float32Array.of(5) } },
  { ...four, ...computed },
];
const sizes = { kind: 'ints', value: [1, 2, 2, 1] } as const;
const attributes: Attributes = {
  T: typed('float32'),
  ksize: sizes,
  strides: sizes,
  padding: { kind: 'text', value: 'VALID' },
  data_format: { kind: 'text', value: 'NHWC' },
};
/** 2 x 2 values to the largest of them, and back. */
const example: Recording = {
  values,
  operations: [
    { op: 'MaxPool', inputs: [0], attributes, outputs: [1] },
    { op: 'MaxPoolGrad', inputs: [0, 1, 2], attributes, outputs: [3] },
  ],
  results: [3],
  assigned: [],
  drawn: [],
};
