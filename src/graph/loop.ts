import { argument, createBuilder, typed, type Builder } from './builder.ts';
import { callableGraph } from './callable.ts';
import { callCompiled } from './compiled.ts';
import type { GraphFunction } from './savedModel.ts';
import { gather, reshape, slice, wholeNumbers } from './shaping.ts';
import type { Attributes, Node, Ref, ValueSlot } from './value.ts';
import { handleOf, hold, release } from './held.ts';

/** What a step reads and gives, as nodes of a graph. */
export interface StepShape {
  /** What each step reads of its own: batches, shapes of a batch. */
  readonly inputs: readonly ValueSlot[];
  /** How many rows the tables have, from which each step gathers its inputs by the numbers of its rows. Default: inputs are fed as such. */
  readonly tableRows?: number | undefined;
  /** Numbers that are other ones in each step. */
  readonly numbers: number;
  /** Whole numbers of 32 bits, by which masks are drawn. */
  readonly keys: number;
  /** What no step changes. */
  readonly fixed: readonly ValueSlot[];
  /** What each step changes. */
  readonly state: readonly ValueSlot[];
  /**
   * Which of the state, by their places, operations of a step change where they lie, in variables of TensorFlow. XLA has none: there
   * they are values like all others.
   */
  readonly held?: readonly number[];
  /** How many numbers a step tells. */
  readonly told: number;
  /** What else a step gives, each time. */
  readonly answers: readonly ValueSlot[];
  /** Adds the operations of a step. */
  build(builder: Builder, read: StepRefs): StepResults;
}

export interface StepRefs {
  readonly inputs: readonly Ref[];
  /** [numbers] float32 */
  readonly numbers: Ref;
  /** [keys] uint32 */
  readonly keys: Ref;
  readonly fixed: readonly Ref[];
  /** Of what is held, the variable ("resource"). */
  readonly state: readonly Ref[];
}

export interface StepResults {
  /** Of what is held, anything. */
  readonly state: readonly Ref[];
  /** Operations that change what is held. */
  readonly changes?: readonly Node[];
  /** Scalars, float32. */
  readonly told: readonly Ref[];
  readonly answers: readonly Ref[];
}

export interface Loop {
  /** Of `saved_model.pb`. */
  readonly file: Uint8Array;
  /**
   * Names of what is fed: the number of steps [] int32, numbers [most, numbers], keys [most, keys] int32, inputs [most * batch, ...] (or the
   * numbers of rows [most, batch] int32, and tables [tableRows, ...]), fixed, state.
   */
  readonly feeds: string;
  readonly fed: readonly (ValueSlot & { readonly isTable: boolean })[];
  /** Names of what is fetched: state, told [most, told], answers [most, ...]. */
  readonly fetches: string;
  /** Where XLA compiles it: the name of whether it has, fed the same. Before that, nothing else may be fetched. */
  readonly isReady?: string;
}

export interface LoopOptions {
  /** So many steps at once at most. */
  readonly most: number;
  /** Whether XLA compiles it. */
  readonly isCompiled: boolean;
}

/** A graph that runs as many steps as it is told, one after the other, in one call of TensorFlow. */
export function buildLoop(shape: StepShape, { most, isCompiled }: LoopOptions): Loop {
  const all = argumentsOf(shape, most, isCompiled ? [] : (shape.held ?? []));
  const fed = all.filter(({ isMade }) => !isMade);
  const args = all.filter(({ isHeld }) => !isHeld);
  const functions: GraphFunction[] = [];
  functions.push(conditionOf(args), bodyOf(shape, all, functions));
  const loop: Attributes = {
    T: { kind: 'types', value: args.map(({ type }) => type) },
    cond: { kind: 'function', value: 'goesOn' },
    body: { kind: 'function', value: 'step' },
    parallel_iterations: { kind: 'int', value: 1 },
  };
  const begin = (builder: Builder): readonly Ref[] => all.map((slot) => (slot.isMade ? zeros(builder, slot) : argument(slot.name, slot)));
  if (isCompiled) {
    // What goes in and comes out as it was would be copied.
    const builder = createBuilder('f');
    const after = builder.add(
      'StatelessWhile',
      args.map((slot) => argument(slot.name, slot)),
      loop,
      args,
    );
    const steps: GraphFunction = {
      name: 'steps',
      inputs: args,
      outputs: after.filter((_, i) => args[i]!.isKept),
      nodes: builder.nodes,
    };
    const { run, compile, functions: more } = callCompiled(steps, fed, begin);
    const { file, feeds, fetches } = callableGraph([run, compile], [steps, ...more, ...functions]);
    return { file, feeds, fed, fetches: fetches[0]!, isReady: fetches[1]! };
  }
  const builder = createBuilder('p');
  const given = begin(builder);
  const held = all.flatMap((slot, k) => (slot.isHeld ? [{ slot, handle: handleOf(builder, slot), value: given[k]! }] : []));
  const begun = held.map(({ handle, value }) => hold(builder, handle, value));
  const placed = given.filter((_, k) => !all[k]!.isHeld);
  const after = builder.add(held.length > 0 ? 'While' : 'StatelessWhile', placed, { ...loop, ...lowering }, args, begun);
  const ended = new Map(held.map(({ slot, handle }) => [slot, release(builder, handle, slot, after[0]!.node!)]));
  const outputs = all.flatMap((slot) => (slot.isKept ? [ended.get(slot) ?? after[args.indexOf(slot)]!] : []));
  const run: GraphFunction = { name: 'run', inputs: fed, outputs, nodes: builder.nodes };
  const { file, feeds, fetches } = callableGraph([run], functions.map(lowered));
  return { file, feeds, fed, fetches: fetches[0]! };
}

/** Loops inside are run as this one is; XLA takes them whole. */
const lowered = (own: GraphFunction): GraphFunction => ({
  ...own,
  nodes: own.nodes.map((node) => (node.op === 'StatelessWhile' ? { ...node, attributes: { ...node.attributes, ...lowering } } : node)),
});

const lowering = { _lower_using_switch_merge: { kind: 'bool', value: true } } as const;

interface Argument extends ValueSlot {
  readonly name: string;
  /** Whether it is fetched at the end. */
  readonly isKept: boolean;
  /** Whether it is not fed, but begins as zeros. */
  readonly isMade: boolean;
  /** Whether it is in a variable while the loop runs, and no argument of it. */
  readonly isHeld: boolean;
  /** Whether rows are gathered from it. */
  readonly isTable: boolean;
}

function argumentsOf(
  { inputs, tableRows, numbers, keys, fixed, state, told, answers }: StepShape,
  most: number,
  held: readonly number[],
): readonly Argument[] {
  const one = (name: string, type: ValueSlot['type'], shape: readonly number[], is: Partial<Argument> = {}): Argument => ({
    name,
    type,
    shape,
    ...{ isKept: false, isMade: false, isHeld: false, isTable: false },
    ...is,
  });
  const made = { isKept: true, isMade: true };
  return [
    one('i', 'int32', [], { isMade: true }),
    one('count', 'int32', []),
    one('numbers', 'float32', [most, numbers]),
    one('keys', 'int32', [most, keys]),
    ...(tableRows === undefined ? [] : [one('rows', 'int32', [most, inputs[0]!.shape[0]!])]),
    ...inputs.map(({ type, shape }, k) =>
      one(`x${k}`, type, [tableRows ?? most * shape[0]!, ...shape.slice(1)], { isTable: tableRows !== undefined }),
    ),
    ...fixed.map(({ type, shape }, k) => one(`c${k}`, type, shape)),
    ...state.map(({ type, shape }, k) => one(`s${k}`, type, shape, { isKept: true, isHeld: held.includes(k) })),
    one('told', 'float32', [most, told], made),
    ...answers.map(({ type, shape }, k) => one(`a${k}`, type, [most, ...shape], made)),
  ];
}

const zeros = (builder: Builder, { type, shape }: Argument): Ref =>
  builder.one(
    'Fill',
    [wholeNumbers(builder, shape), builder.number(0, type as 'float32' | 'int32')],
    { T: typed(type), index_type: typed('int32') },
    { type, shape },
  );

function conditionOf(args: readonly Argument[]): GraphFunction {
  const builder = createBuilder('w');
  const [i, count] = args.map((slot) => argument(slot.name, slot)) as [Ref, Ref];
  const goesOn = builder.one('Less', [i, count], { T: typed('int32') }, { type: 'bool', shape: [] });
  return { name: 'goesOn', inputs: args, outputs: [goesOn], nodes: builder.nodes };
}

function bodyOf(shape: StepShape, all: readonly Argument[], functions: GraphFunction[]): GraphFunction {
  const builder = createBuilder('b', functions);
  const refs = all.map((slot) => (slot.isHeld ? handleOf(builder, slot) : argument(slot.name, slot)));
  let at = 0;
  const take = (count: number): Ref[] => refs.slice(at, (at += count));
  const [i, count, numbers, keys] = take(4) as [Ref, Ref, Ref, Ref];
  const [rows] = shape.tableRows === undefined ? [] : take(1);
  const inputs = take(shape.inputs.length);
  const fixed = take(shape.fixed.length);
  const state = take(shape.state.length);
  const [told] = take(1) as [Ref];
  const answers = take(shape.answers.length);
  const isHeld = (k: number): boolean => state[k]!.type === 'resource';

  const whole = (op: string, one: Ref, other: Ref) => builder.one(op, [one, other], { T: typed('int32') }, { type: 'int32', shape: [] });
  const reshaped = (ref: Ref, sizes: readonly number[]) => reshape(builder, ref, ref.type, sizes);
  /** So many rows of a value, from the i-th such part on. */
  const part = (ref: Ref, rows: number): Ref => {
    const start = rows === 1 ? i : whole('Mul', i, builder.number(rows, 'int32'));
    const starts = builder.one(
      'Pack',
      [start, ...ref.shape.slice(1).map(() => builder.number(0, 'int32'))],
      { N: { kind: 'int', value: ref.shape.length }, T: typed('int32'), axis: { kind: 'int', value: 0 } },
      { type: 'int32', shape: [ref.shape.length] },
    );
    return slice(builder, ref, starts, { type: ref.type, shape: [rows, ...ref.shape.slice(1)] });
  };
  const own = rows && reshaped(part(rows, 1), [rows.shape[1]!]);
  const results = shape.build(builder, {
    inputs: inputs.map((ref, k) => (own ? gather(builder, ref, own) : part(ref, shape.inputs[k]!.shape[0]!))),
    numbers: reshaped(part(numbers, 1), [shape.numbers]),
    keys: builder.one(
      'Bitcast',
      [reshaped(part(keys, 1), [shape.keys])],
      { T: typed('int32'), type: typed('uint32') },
      { type: 'uint32', shape: [shape.keys] },
    ),
    fixed,
    state,
  });
  /** Writes what this step gives at its place among those of all. */
  const place = reshaped(i, [1, 1]);
  const written = (all: Ref, own: Ref) =>
    builder.one(
      'TensorScatterUpdate',
      [all, place, reshaped(own, [1, ...all.shape.slice(1)])],
      { T: typed(all.type), Tindices: typed('int32') },
      all,
    );
  const row = builder.one(
    'Pack',
    results.told,
    { N: { kind: 'int', value: shape.told }, T: typed('float32'), axis: { kind: 'int', value: 0 } },
    { type: 'float32', shape: [shape.told] },
  );
  const outputs = [
    builder.one('AddV2', [i, builder.number(1, 'int32')], { T: typed('int32') }, i, results.changes),
    count,
    numbers,
    keys,
    ...(rows ? [rows] : []),
    ...inputs,
    ...fixed,
    ...results.state.filter((_, k) => !isHeld(k)),
    written(told, row),
    ...answers.map((all, k) => written(all, results.answers[k]!)),
  ];
  return { name: 'step', inputs: all.filter((slot) => !slot.isHeld), outputs, nodes: builder.nodes };
}
