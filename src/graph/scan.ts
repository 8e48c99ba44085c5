import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { record, recorderNow } from './record.ts';
import type { Scan } from './recording.ts';

export interface ScanInputs {
  /** What the first step begins with. */
  readonly carried: readonly Tensor[];
  /** [steps, ...] each */
  readonly sliced: readonly Tensor[];
  /** What each step reads alike. */
  readonly fixed: readonly Tensor[];
}

/** What is carried on after a step, or all, and what it gives; of all steps, [steps, ...]. */
export interface ScanResults {
  readonly carried: readonly Tensor[];
  readonly given: readonly Tensor[];
}

/** One step: it computes from what it is given alone. */
export type ScanStep = (inputs: ScanInputs) => ScanResults;

/**
 * Runs a step for each slice, one after the other. It is written down as one operation, which in a graph is a loop; only while a
 * recording is made. To be called in a tidy.
 */
export function scan(inputs: ScanInputs, step: ScanStep): ScanResults {
  const { carried, sliced, fixed } = inputs;
  let results: ScanResults | undefined;
  recorderNow()!.asOne([...carried, ...sliced, ...fixed], () => {
    results = runAll(inputs, step);
    return { outputs: [...results.carried, ...results.given], scan: recordStep(inputs, step) };
  });
  return results!;
}

const sliceOf = (tensor: Tensor, at: number): Tensor => {
  const [, ...shape] = tensor.shape;
  return tf.reshape(tf.slice(tensor, [at, ...shape.map(() => 0)], [1, ...shape]), shape);
};

function runAll({ carried, sliced, fixed }: ScanInputs, step: ScanStep): ScanResults {
  let now = carried;
  const given: (readonly Tensor[])[] = [];
  for (let at = 0; at < sliced[0]!.shape[0]!; at++) {
    const own = tf.tidy(() => step({ carried: now, sliced: sliced.map((tensor) => sliceOf(tensor, at)), fixed }) as never) as ScanResults;
    now = own.carried;
    given.push(own.given);
  }
  return { carried: now, given: given[0]!.map((_, i) => tf.stack(given.map((own) => own[i]!))) };
}

/** Writes the first step down, of copies: two tensors may stand on the same values. */
function recordStep({ carried, sliced, fixed }: ScanInputs, step: ScanStep): Scan | string {
  const copies = [...carried, ...sliced.map((tensor) => sliceOf(tensor, 0)), ...fixed].map((tensor) => tf.add(tensor, 0));
  const [first, second] = [carried.length, carried.length + sliced.length];
  const inputs = { carried: copies.slice(0, first), sliced: copies.slice(first, second), fixed: copies.slice(second) };
  const tensorsOf = (results: ScanResults) => [...results.carried, ...results.given];
  const { recording } = record(() => step(inputs), { inputs: copies, tensorsOf, isClosed: true });
  if (typeof recording === 'string') return recording;
  if (recording.drawn.length > 0 || recording.assigned.length > 0) return 'reads what changes in a step in time';
  return { steps: sliced[0]!.shape[0]!, carried: carried.length, sliced: sliced.length, body: recording };
}
