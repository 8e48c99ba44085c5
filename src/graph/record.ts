import type { KernelFunc, Tensor, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { drawingOf } from '../backend/drawn.ts';
import { ownDataOf } from '../program/ownValues.ts';
import { sayRead, unrecordable, type Recorded, type RecordOptions } from '../program/recordable.ts';
import { watch } from '../program/watch.ts';
import { attributeOf, idOf, nativeBackend, typeOf, type Binding, type BindingAttribute } from './binding.ts';
import type { TensorMade } from './library.ts';
import { formOf } from './operations.ts';
import type { Operation, Origin, Recording, Scan, Value } from './recording.ts';
import type { Attribute, TensorValues } from './value.ts';

export interface GraphRecordOptions<Result> extends RecordOptions<Result> {
  /** Kernels that read values only to check them, where the graph will do so itself: XLA does not. Default: none. */
  readonly checking?: readonly string[];
  /** Whether it is to read nothing else, variables neither. Default: false. */
  readonly isClosed?: boolean;
}

/**
 * Computes once on native bindings, and writes down every operation of TensorFlow that runs meanwhile. It keeps no tensor alive:
 * constants are copied.
 */
export function record<Result>(
  compute: () => Result,
  { inputs, tensorsOf, place, isClosed = false, checking = [] }: GraphRecordOptions<Result>,
): Recorded<Result, Recording> {
  const backend = nativeBackend();
  const real = backend.binding;
  const before = Object.getOwnPropertyDescriptor(backend, 'getInputTensorIds'); // there while another one records
  const ids = backend.getInputTensorIds.bind(backend);
  const outer = recording;
  const recorder = createRecorder({ real, inputs, place, isClosed, checking, idsOf: ids });
  const { stop } = watch(recorder.observer);
  backend.getInputTensorIds = (tensors) => recorder.reading(tensors, ids(tensors));
  recording = recorder;
  // Its properties cannot be written.
  backend.binding = Object.assign({}, allOf(real), recorder.binding);
  const end = () => {
    stop();
    backend.binding = real;
    if (before) Object.defineProperty(backend, 'getInputTensorIds', before);
    else Reflect.deleteProperty(backend, 'getInputTensorIds');
    recording = outer;
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

type Recorder = ReturnType<typeof createRecorder>;
let recording: Recorder | undefined;

/** What writes down now what is computed; undefined where nothing does. */
export const recorderNow = (): Pick<Recorder, 'asOne'> | undefined => recording;

const allOf = (binding: Binding): Binding =>
  Object.fromEntries(
    Object.getOwnPropertyNames(binding).map((name) => [name, (binding as unknown as Readonly<Record<string, unknown>>)[name]]),
  ) as unknown as Binding;

interface RecorderParts {
  readonly real: Binding;
  readonly inputs: readonly Tensor[];
  readonly place: (() => string | undefined) | undefined;
  readonly isClosed: boolean;
  readonly checking: readonly string[];
  /** The numbers of tensors, of which nothing is written down. */
  readonly idsOf: (tensors: readonly Tensor[]) => number[];
}

function createRecorder({ real, inputs, place, isClosed, checking, idsOf }: RecorderParts) {
  const variables = new Map(
    (isClosed ? [] : Object.values(tf.engine().registeredVariables))
      .filter(({ dtype }) => dtype !== 'string')
      .map((variable) => [ownDataOf(variable), variable]),
  );
  // Handed over before, so that their values are not taken for constants that are made.
  for (const variable of variables.values()) idOf(variable);
  const values: Value[] = [];
  const operations: Operation[] = [];
  /** What was being computed at each. */
  const placesOf: (string | undefined)[] = [];
  const assigned: { variable: Variable; value: number }[] = [];
  const known = new Map<number, number>();
  /** All that was handed to the backend, in that order, what was being computed then, and the places of what was read of it. */
  const written: { readonly dataId: object; readonly place: string | undefined }[] = [];
  const places = new Map<object, number>();
  /** Kernels that run now, each in the one before. */
  const running: string[] = [];
  /** Whether what is computed is written down as a whole, later: what reads or changes anything there is refused by its own recording. */
  let isApart = false;
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
      if (isApart) return ids;
      tensors.forEach((tensor, i) => {
        const id = ids[i]!;
        if (!('dataId' in tensor)) return;
        const value = known.get(id);
        if (value === undefined) {
          if (isClosed) return refuse('reads what it is not given');
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
        if (!isApart) add(id, shape, type, { kind: 'constant', values: given.slice() });
        return id;
      },
      executeOp(op: string, attributes: readonly BindingAttribute[], ids: readonly number[], outputs: number) {
        const made = real.executeOp(op, attributes, ids, outputs);
        if (!isApart) write(op, attributes, ids, made);
        return made;
      },
      tensorDataSync(id: number) {
        if (!isApart && !checking.includes(running.at(-1) ?? '')) refusal ??= sayRead(place?.());
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
      wrote(dataId: object) {
        if (!isApart) written.push({ dataId, place: place?.() });
      },
      reads() {
        if (!isApart && running.length === 0) refusal ??= sayRead(place?.());
      },
      assigns(variable: Variable, tensor: Tensor) {
        if (isApart) return;
        const id = idOf(tensor);
        const value = known.get(id);
        if (value === undefined) refuse('gives a variable values that were not computed');
        else assigned.push({ variable, value });
      },
      drawsNumber: () => refuse('draws random numbers of its own'),
    },
    /** Writes down what is computed as one operation of ours. */
    asOne(inputs: readonly Tensor[], compute: () => { readonly outputs: readonly Tensor[]; readonly scan: Scan | string }): void {
      const read = idsOf(inputs);
      this.reading(inputs, read);
      const wasApart = isApart;
      isApart = true;
      try {
        const { outputs, scan } = compute();
        if (typeof scan === 'string') return refuse(scan);
        const made = idsOf(outputs).map((id, i) => add(id, outputs[i]!.shape, numberOf(outputs[i]!), { kind: 'computed' }));
        operations.push({ op: 'Scan', inputs: read.map((id) => known.get(id)!), attributes: {}, outputs: made, scan });
        placesOf.push(place?.());
      } finally {
        isApart = wasApart;
      }
    },
    finish(ids: readonly (number | undefined)[]): Recording | string {
      // In the order of drawing, which need not be that of reading; what nobody reads takes its share of random numbers, too.
      const drawn = written.flatMap(({ dataId }) => {
        const drawing = drawingOf(dataId);
        return drawing === undefined ? [] : [{ drawing, value: places.get(dataId) ?? NOWHERE }];
      });
      for (const { drawing, value } of drawn)
        if (value !== NOWHERE) values[value] = { ...values[value]!, origin: { kind: 'drawn', drawing } };
      for (const { dataId, place } of written) {
        const value = places.get(dataId) ?? NOWHERE;
        const origin = values[value]?.origin;
        if (origin?.kind === 'constant') values[value] = { ...values[value]!, origin: { ...origin, place } };
      }
      const results = ids.map((id) => (id === undefined ? id : known.get(id)!));
      return refusal ?? { values, operations, places: placesOf, results, assigned, drawn };
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
    placesOf.push(place?.());
  }
}

const lengthOf = (attribute: Attribute | undefined): number =>
  attribute?.kind === 'int' ? attribute.value : attribute?.kind === 'types' ? attribute.value.length : 1;
