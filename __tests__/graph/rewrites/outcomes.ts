import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { idOf, nativeBackend } from '../../../src/graph/binding.ts';
import { createBuilder, typed } from '../../../src/graph/builder.ts';
import { emit, wanted } from '../../../src/graph/emit.ts';
import { addonNow } from '../../../src/graph/library.ts';
import { record } from '../../../src/graph/record.ts';
import type { Recording } from '../../../src/graph/recording.ts';
import { nameOf, savedModel } from '../../../src/graph/savedModel.ts';

export type Pass = (recording: Recording) => Recording;

/** What a pass makes of a function: its operations, and how far what they give is from what TensorFlow.js gives, relative to its size. */
export interface Outcome {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly distance: number;
}

export function rewritten(
  pass: Pass,
  inputs: readonly Tensor[],
  compute: (...inputs: Tensor[]) => Tensor | readonly Tensor[],
  prepare: Pass = (recording) => recording,
): Outcome {
  const computeAll = () => tf.tidy(() => [compute(...inputs)].flat() as Tensor[]);
  const { result, recording } = record(computeAll, { inputs, tensorsOf: (tensors) => tensors });
  if (typeof recording === 'string') throw new Error(recording);
  const expected = result.map((tensor) => Array.from(tensor.dataSync()));
  tf.dispose(result);
  const prepared = prepare(recording);
  const own = pass(prepared);
  const received = run(own, inputs);
  return {
    before: namesOf(prepared),
    after: namesOf(own),
    distance: Math.max(...expected.map((values, i) => distanceOf(received[i]!, values))),
  };
}

/** Of operations, those of a step in time in brackets. */
const namesOf = ({ operations }: Recording): readonly string[] =>
  operations.map(({ op, scan }) => (scan ? `${op} (${namesOf(scan.body).join(' ')})` : op));

/** The greatest difference, over the greatest value. */
function distanceOf(received: readonly number[], expected: readonly number[]): number {
  if (received.length !== expected.length) return Infinity;
  const size = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => (Object.is(value, received[i]) ? 0 : Math.abs(value - received[i]!) / size)));
}

/** Runs a recording as a graph. */
function run(recording: Recording, inputs: readonly Tensor[]): readonly (readonly number[])[] {
  const builder = createBuilder('n');
  const slots = inputs.map(({ dtype, shape }) => ({ type: dtype as 'float32', shape }));
  const fed = slots.map((slot) =>
    builder.one('Placeholder', [], { dtype: typed(slot.type), shape: { kind: 'shape', value: slot.shape } }, slot),
  );
  const given = new Map(recording.values.flatMap(({ origin }, place) => (origin.kind === 'input' ? [[place, fed[origin.index]!]] : [])));
  const results = emit(builder, recording, wanted(recording), given);
  const addon = addonNow()!;
  const graph = addon.load(savedModel({ nodes: builder.nodes, functions: builder.functions }));
  const { binding } = nativeBackend();
  try {
    const made = addon.run(graph, inputs.map(idOf), fed.map(nameOf).join(), results.map(nameOf).join());
    return made.map(({ id }) => {
      const values = Array.from(binding.tensorDataSync(id) as Float32Array);
      binding.deleteTensor(id);
      return values;
    });
  } finally {
    addon.free(graph);
  }
}
