import type { KernelFunc, Tensor, TensorInfo, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { drawingOf } from '../backend/drawn.ts';
import type { Slot, Values } from '../backend/kernels/planned.ts';
import { ownDataOf } from './ownValues.ts';
import type { Operation, Origin, Recording, Value } from './recording.ts';
import { sayRead, unrecordable, type Recorded, type RecordOptions } from './recordable.ts';
import { watch, type WatchedBackend } from './watch.ts';

/**
 * Computes once by TF.js's operations, and writes down every kernel that runs meanwhile. It keeps no tensor alive: constants are copied.
 * @param compute Computes tensors from the inputs and from variables.
 */
export function record<Result>(compute: () => Result, { inputs, tensorsOf, place }: RecordOptions<Result>): Recorded<Result, Recording> {
  const recorder = createRecorder(inputs, place);
  const { stop } = watch(recorder);
  try {
    const result = compute();
    stop();
    return { result, recording: recorder.finish(tensorsOf(result)) };
  } finally {
    stop();
  }
}

function createRecorder(inputs: readonly Tensor[], place: (() => string | undefined) | undefined) {
  const backend = tf.backend() as unknown as WatchedBackend;
  const readSync = backend.readSync.bind(backend) as (dataId: object) => Values;
  const variables = new Map(Object.values(tf.engine().registeredVariables).map((variable) => [ownDataOf(variable), variable]));
  const values: Value[] = [];
  const operations: Operation[] = [];
  const assigned: { variable: Variable; value: number }[] = [];
  /** Values that were made in JavaScript, by what they are known by. */
  const made: object[] = [];
  const unwritten = new Set<object>();
  const known = new Map<object, number>();
  /** Kernels call others, and make and read tensors as they like. */
  let depth = 0;
  let refusal: string | undefined;

  const refuse = (reason: string) => {
    refusal ??= [place?.(), reason].filter((part) => part !== undefined).join(' ');
  };
  const add = (dataId: object, { shape, dtype }: Slot, origin: Origin): number => {
    if (dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') refuse(`computes with values of type ${dtype}`);
    known.set(dataId, values.length);
    return values.push({ origin, dtype, size: tf.util.sizeFromShape(shape) }) - 1;
  };
  /** The place of a value that is read. What has not been seen comes from outside. */
  const find = (tensor: TensorInfo): number => {
    const variable = variables.get(tensor.dataId);
    return (
      known.get(tensor.dataId) ??
      add(tensor.dataId, tensor, variable ? { kind: 'variable', variable } : { kind: 'constant', values: copy(readSync(tensor.dataId)) })
    );
  };
  inputs.forEach((tensor, index) => add(tensor.dataId, tensor, { kind: 'input', index }));

  const write = (kernelName: string, kernelFunc: KernelFunc, call: Parameters<KernelFunc>[0]): ReturnType<KernelFunc> => {
    if (kernelName in unrecordable) refuse(unrecordable[kernelName]!);
    const tensors = call.inputs as unknown as Readonly<Record<string, TensorInfo | null | undefined>>;
    const read: Record<string, number> = {};
    const slots: Record<string, Slot> = {};
    for (const name in tensors) {
      const tensor = tensors[name];
      if (!tensor) continue;
      read[name] = find(tensor);
      slots[name] = slotOf(tensor);
    }
    const result = kernelFunc(call);
    const outputs = Array.isArray(result) ? result : [result];
    const seen = outputs.filter(({ dataId }) => known.has(dataId));
    if (seen.length > 0 && seen.length < outputs.length) refuse(`runs ${kernelName}, which gives back some of what it reads`);
    // What gives back the values that it read in another shape makes nothing.
    if (seen.length === 0) {
      operations.push({
        place: place?.(),
        kernelName,
        kernelFunc,
        inputs: read,
        isList: Array.isArray(tensors),
        slots,
        attrs: { ...(call.attrs as Readonly<Record<string, unknown>> | undefined) },
        outputs: outputs.map((tensor) => add(tensor.dataId, tensor, { kind: 'computed' })),
        outputSlots: outputs.map(slotOf),
      });
    }
    return result;
  };

  return {
    kernel:
      (kernelName: string, kernelFunc: KernelFunc): KernelFunc =>
      (call) => {
        if (depth > 0) return kernelFunc(call);
        depth++;
        try {
          return write(kernelName, kernelFunc, call);
        } finally {
          depth--;
        }
      },
    wrote(dataId: object, written: unknown, shape: readonly number[], dtype: TensorInfo['dtype']) {
      if (depth > 0) return;
      made.push(dataId);
      // Memory may be taken here and filled in place: by what is drawn, which is known at the end.
      if (written === null) unwritten.add(dataId);
      add(
        dataId,
        { shape: [...shape], dtype },
        { kind: 'constant', values: copy((written ?? new Float32Array()) as Values), place: place?.() },
      );
    },
    reads() {
      if (depth === 0) refusal ??= sayRead(place?.());
    },
    assigns(variable: Variable, tensor: Tensor) {
      assigned.push({ variable, value: find(tensor) });
    },
    drawsNumber() {
      refuse('draws random numbers of its own');
    },
    finish(results: readonly (Tensor | undefined)[]): Recording | string {
      const found = results.map((tensor) => tensor && find(tensor));
      const drawn = made.flatMap((dataId) => {
        const drawing = drawingOf(dataId);
        if (drawing === undefined && unwritten.has(dataId)) refuse('makes a tensor in a way that is not known');
        if (drawing === undefined) return [];
        const value = known.get(dataId)!;
        values[value] = { ...values[value]!, origin: { kind: 'drawn', drawing } };
        return [{ drawing, value }];
      });
      return refusal ?? { values, operations, results: found, shapes: results.map((tensor) => tensor?.shape), assigned, drawn };
    },
  };
}

const slotOf = ({ shape, dtype }: TensorInfo): Slot => ({ shape: [...shape], dtype });

/** Texts, which are refused, come in lists. */
const copy = (values: Values): Values => values.slice();
