import type { KernelFunc, Tensor, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { drawingOf } from '../backend/drawn.ts';
import { ownDataOf } from '../program/ownValues.ts';
import { unrecordable, type Recorded, type RecordOptions } from '../program/recordable.ts';
import { watch } from '../program/watch.ts';
import { attributeOf, idOf, nativeBackend, typeOf, type Binding, type BindingAttribute } from './binding.ts';
import type { TensorMade } from './library.ts';
import { formOf } from './operations.ts';
import type { Operation, Origin, Recording, Value } from './recording.ts';
import type { Attribute, TensorValues } from './value.ts';

export interface GraphRecordOptions<Result> extends RecordOptions<Result> {
  /** Kernels that read values only to check them, where the graph will do so itself: XLA does not. Default: none. */
  readonly checking?: readonly string[];
}

/**
 * Computes once on native bindings, and writes down every operation of TensorFlow that runs meanwhile. It keeps no tensor alive:
 * constants are copied.
 */
export function record<Result>(
  compute: () => Result,
  { inputs, tensorsOf, place, checking = [] }: GraphRecordOptions<Result>,
): Recorded<Result, Recording> {
  const backend = nativeBackend();
  const real = backend.binding;
  const recorder = createRecorder(real, inputs, place, checking);
  const { stop } = watch(recorder.observer);
  const ids = backend.getInputTensorIds.bind(backend);
  backend.getInputTensorIds = (tensors) => recorder.reading(tensors, ids(tensors));
  // Its properties cannot be written.
  backend.binding = Object.assign({}, allOf(real), recorder.binding);
  const end = () => {
    stop();
    backend.binding = real;
    Reflect.deleteProperty(backend, 'getInputTensorIds');
  };
  try {
    const result = compute();
    const tensors = tensorsOf(result);
    const places = tensors.map((tensor) => tensor && recorder.reading([tensor], ids([tensor]))[0]);
    end();
    return { result, recording: recorder.finish(places) };
  } finally {
    end();
  }
}

/** Among values. */
const NOWHERE = -1;

const allOf = (binding: Binding): Binding =>
  Object.fromEntries(
    Object.getOwnPropertyNames(binding).map((name) => [name, (binding as unknown as Readonly<Record<string, unknown>>)[name]]),
  ) as unknown as Binding;

function createRecorder(
  real: Binding,
  inputs: readonly Tensor[],
  place: (() => string | undefined) | undefined,
  checking: readonly string[],
) {
  const variables = new Map(
    Object.values(tf.engine().registeredVariables)
      .filter(({ dtype }) => dtype !== 'string')
      .map((variable) => [ownDataOf(variable), variable]),
  );
  // Handed over before, so that their values are not taken for constants that are made.
  for (const variable of variables.values()) idOf(variable);
  const values: Value[] = [];
  const operations: Operation[] = [];
  const assigned: { variable: Variable; value: number }[] = [];
  const known = new Map<number, number>();
  /** All that was handed to the backend, in that order, and the places of what was read of it. */
  const written: object[] = [];
  const places = new Map<object, number>();
  /** Kernels that run now, each in the one before. */
  const running: string[] = [];
  let refusal: string | undefined;

  const refuse = (reason: string) => {
    refusal ??= [place?.(), reason].filter((part) => part !== undefined).join(' ');
  };
  const add = (id: number, shape: readonly number[], dtype: number, origin: Origin): number => {
    const type = typeOf(dtype);
    if (type === undefined) refuse(`computes with values of a type that graphs do not have (${dtype})`);
    known.set(id, values.length);
    return values.push({ origin, type: type ?? 'float32', shape: [...shape] }) - 1;
  };
  const numberOf = (tensor: Tensor) => ({ float32: 1, int32: 3, bool: 10 })[tensor.dtype as 'float32'] ?? 0;
  inputs.forEach((tensor, index) => add(idOf(tensor), tensor.shape, numberOf(tensor), { kind: 'input', index }));

  return {
    /** Tensors are about to be read, by these numbers. */
    reading(tensors: readonly Tensor[], ids: number[]): number[] {
      tensors.forEach((tensor, i) => {
        const id = ids[i]!;
        if (!('dataId' in tensor)) return;
        const value = known.get(id);
        if (value === undefined) {
          const variable = variables.get(tensor.dataId);
          const origin: Origin = variable ? { kind: 'variable', variable } : { kind: 'constant', values: real.tensorDataSync(id).slice() };
          add(id, tensor.shape, numberOf(tensor), origin);
          return;
        }
        places.set(tensor.dataId, value);
      });
      return ids;
    },
    binding: {
      createTensor(shape: readonly number[], type: number, given: TensorValues['values']) {
        const id = real.createTensor(shape, type, given);
        add(id, shape, type, { kind: 'constant', values: given.slice() });
        return id;
      },
      executeOp(op: string, attributes: readonly BindingAttribute[], ids: readonly number[], outputs: number) {
        const made = real.executeOp(op, attributes, ids, outputs);
        write(op, attributes, ids, made);
        return made;
      },
      tensorDataSync(id: number) {
        if (!checking.includes(running.at(-1) ?? '')) refuse('reads values of a tensor in JavaScript');
        return real.tensorDataSync(id);
      },
    },
    observer: {
      kernel:
        (name: string, kernelFunc: KernelFunc): KernelFunc =>
        (call) => {
          running.push(name);
          try {
            return kernelFunc(call);
          } finally {
            running.pop();
          }
        },
      wrote: (dataId: object) => void written.push(dataId),
      reads() {
        if (running.length === 0) refuse('reads values of a tensor in JavaScript');
      },
      assigns(variable: Variable, tensor: Tensor) {
        const id = idOf(tensor);
        const value = known.get(id);
        if (value === undefined) refuse('gives a variable values that were not computed');
        else assigned.push({ variable, value });
      },
      drawsNumber: () => refuse('draws random numbers of its own'),
    },
    finish(ids: readonly (number | undefined)[]): Recording | string {
      // In the order of drawing, which need not be that of reading; what nobody reads takes its share of random numbers, too.
      const drawn = written.flatMap((dataId) => {
        const drawing = drawingOf(dataId);
        return drawing === undefined ? [] : [{ drawing, value: places.get(dataId) ?? NOWHERE }];
      });
      for (const { drawing, value } of drawn)
        if (value !== NOWHERE) values[value] = { ...values[value]!, origin: { kind: 'drawn', drawing } };
      return refusal ?? { values, operations, results: ids.map((id) => (id === undefined ? id : known.get(id)!)), assigned, drawn };
    },
  };

  function write(op: string, given: readonly BindingAttribute[], ids: readonly number[], made: readonly TensorMade[]): void {
    if (op in unrecordable) refuse(unrecordable[op]!);
    const form = formOf(op);
    if (form === undefined) return refuse(`runs ${op}, which graphs do not have here`);
    const read = ids.map((id) => known.get(id));
    if (read.includes(undefined)) return refuse(`runs ${op} on values of which nothing is known`);
    const attributes: Record<string, Attribute> = {};
    for (const attribute of given) {
      const own = attributeOf(attribute);
      if (own === undefined) return refuse(`runs ${op} with ${attribute.name} of a kind that graphs do not have`);
      attributes[attribute.name] = own;
    }
    // Kernels name some types wrongly, which TensorFlow forgives where it runs an operation alone.
    let at = 0;
    for (const { name, count } of form.inputs) {
      const size = count === undefined ? 1 : lengthOf(attributes[count]);
      const value = read[at];
      if (name !== '_' && value !== undefined) attributes[name] = { kind: 'type', value: values[value]!.type };
      at += size;
    }
    const outputs = made.map(({ id, shape, dtype }) => add(id, shape, dtype, { kind: 'computed' }));
    operations.push({ op, inputs: read as number[], attributes, outputs });
  }
}

const lengthOf = (attribute: Attribute | undefined): number =>
  attribute?.kind === 'int' ? attribute.value : attribute?.kind === 'types' ? attribute.value.length : 1;
