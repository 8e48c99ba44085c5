import { argument, createBuilder, typed, type Builder } from './builder.ts';
import type { Scan } from './recording.ts';
import { reshape, wholeNumbers } from './shaping.ts';
import type { Ref, ValueSlot } from './value.ts';

/** Adds the operations of one step, which reads `own` by the places of its recording. @returns The refs of `results`. */
export type EmitStep = (builder: Builder, own: ReadonlyMap<number, Ref>, results: readonly number[]) => readonly Ref[];

/**
 * Adds steps in time to a graph: a loop of several in each turn, or one after the other where they are few.
 * @param inputs What is carried, [steps, ...] slices, what is the same. @param isUsed Which of the results are read.
 * @returns What is carried at the end, and what steps gave, [steps, ...]; undefined for what was not asked for.
 */
export function emitScan(
  builder: Builder,
  { steps, carried, sliced, body }: Scan,
  inputs: readonly Ref[],
  isUsed: readonly boolean[],
  emitStep: EmitStep,
): readonly (Ref | undefined)[] {
  const results = body.results as readonly number[];
  const kept = results.flatMap((_, i) => (i >= carried && isUsed[i] ? [i] : []));
  const wanted = [...results.slice(0, carried), ...kept.map((k) => results[k]!)];
  const atOnce = stepsAtOnce(steps);
  const turns = steps / atOnce;
  const inTurns = ({ type, shape }: ValueSlot): ValueSlot => ({ type, shape: [atOnce, ...shape] });
  const made = kept.map((i) => inTurns(body.values[results[i]!]!));
  const [begin, slices, same] = [inputs.slice(0, carried), inputs.slice(carried, carried + sliced), inputs.slice(carried + sliced)];
  const elements = slices.map(({ type, shape }) => inTurns({ type, shape: shape.slice(1) }));
  /** Adds so many steps: slices and what is given are [atOnce, ...]. */
  const addTurn = (inside: Builder, first: readonly Ref[], parts: readonly Ref[], fixed: readonly Ref[]) => {
    const items = parts.map((all) => unpacked(inside, all));
    const constants = constantsOf(inside, body);
    let now = first;
    const given: (readonly Ref[])[] = [];
    for (let step = 0; step < atOnce; step++) {
      const read = [...now, ...items.map((all) => all[step]!), ...fixed];
      const own = new Map(constants);
      body.values.forEach(({ origin }, place) => {
        if (origin.kind === 'input') own.set(place, read[origin.index]!);
      });
      const after = emitStep(inside, own, wanted);
      now = after.slice(0, carried);
      given.push(after.slice(carried));
    }
    const all = made.map((slot, k) => packed(inside, given.map((own) => own[k]!), slot)); // prettier-ignore
    return { now, all };
  };
  const inPlaces = (now: readonly Ref[], all: readonly Ref[]) =>
    results.map((_, k) => (k < carried ? now[k] : kept.includes(k) ? all[kept.indexOf(k)] : undefined));
  if (turns === 1) {
    const { now, all } = addTurn(builder, begin, slices, same);
    return inPlaces(now, all);
  }

  // What there is of each turn is in lists, from which and into which no values are copied.
  const lists = slices.map((ref, k) => listOf(builder, reshape(builder, ref, ref.type, [turns, ...elements[k]!.shape]), elements[k]!));
  const fed = [...begin, ...lists, ...same];
  const name = `scan${builder.functions.length}`;
  const slots: readonly ValueSlot[] = [{ type: 'int32', shape: [] }, ...fed, ...made.map(() => isList)];
  const args = slots.map(({ type, shape }, k) => ({ type, shape, name: `a${k}` }));

  const condition = createBuilder('w', builder.functions);
  const goesOn = condition.one('Less', [argument('a0', args[0]!), condition.number(turns, 'int32')], { T: typed('int32') }, isTrue);
  builder.functions.push({ name: `${name}_goesOn`, inputs: args, outputs: [goesOn], nodes: condition.nodes });

  // Its place is taken before those inside are named.
  const at = builder.functions.push({ name: `${name}_turn`, inputs: args, outputs: [], nodes: [] }) - 1;
  const inside = createBuilder('b', builder.functions);
  const [i, ...rest] = args.map((slot) => argument(slot.name, slot)) as [Ref, ...Ref[]];
  const parts = rest.slice(carried, carried + sliced).map((all, k) => itemOf(inside, all, i, elements[k]!));
  const { now, all } = addTurn(inside, rest.slice(0, carried), parts, rest.slice(carried + sliced, inputs.length));
  const outputs = [
    inside.one('AddV2', [i, inside.number(1, 'int32')], { T: typed('int32') }, { type: 'int32', shape: [] }),
    ...now,
    ...rest.slice(carried, inputs.length),
    ...all.map((own, k) => written(inside, rest[inputs.length + k]!, i, own)),
  ];
  builder.functions[at] = { name: `${name}_turn`, inputs: args, outputs, nodes: inside.nodes };

  const ended = builder
    .add(
      'StatelessWhile',
      [builder.number(0, 'int32'), ...fed, ...made.map((slot) => emptyList(builder, slot, turns))],
      {
        T: { kind: 'types', value: args.map(({ type }) => type) },
        cond: { kind: 'function', value: `${name}_goesOn` },
        body: { kind: 'function', value: `${name}_turn` },
        parallel_iterations: { kind: 'int', value: 1 },
      },
      slots,
    )
    .slice(1);
  const stacks = made.map((slot, k) =>
    reshape(builder, stacked(builder, ended[inputs.length + k]!, slot, turns), slot.type, [steps, ...slot.shape.slice(1)]),
  );
  return inPlaces(ended, stacks);
}

/** Several steps make up for what a turn of a loop takes by itself: as many as divide all of them. */
function stepsAtOnce(steps: number): number {
  for (let count = MOST_AT_ONCE; count > 1; count--) if (steps % count === 0) return count;
  return 1;
}

const MOST_AT_ONCE = 8;

/** Once for all steps of a turn. */
function constantsOf(builder: Builder, { values, operations, results }: Scan['body']): ReadonlyMap<number, Ref> {
  const read = new Set([...operations.flatMap(({ inputs }) => inputs), ...results]);
  return new Map(
    values.flatMap(({ origin, type, shape }, place) =>
      origin.kind === 'constant' && read.has(place) ? [[place, builder.constant({ type, shape, values: origin.values })] as const] : [],
    ),
  );
}

const isTrue: ValueSlot = { type: 'bool', shape: [] };

/** The parts of the first axis. */
const unpacked = (builder: Builder, all: Ref): readonly Ref[] => {
  const [count, ...shape] = all.shape as [number, ...number[]];
  const attributes = { T: typed(all.type), num: { kind: 'int', value: count }, axis: { kind: 'int', value: 0 } } as const;
  return builder.add('Unpack', [all], attributes, Array<ValueSlot>(count).fill({ type: all.type, shape }));
};

const packed = (builder: Builder, parts: readonly Ref[], slot: ValueSlot): Ref =>
  builder.one('Pack', parts, { T: typed(slot.type), N: { kind: 'int', value: parts.length }, axis: { kind: 'int', value: 0 } }, slot);

const isList: ValueSlot = { type: 'variant', shape: [] };

/** [steps, ...] as a list of [...]. */
const listOf = (builder: Builder, all: Ref, { type, shape }: ValueSlot): Ref =>
  builder.one(
    'TensorListFromTensor',
    [all, wholeNumbers(builder, shape)],
    { element_dtype: typed(type), shape_type: typed('int32') },
    isList,
  );

const emptyList = (builder: Builder, { type, shape }: ValueSlot, steps: number): Ref =>
  builder.one(
    'TensorListReserve',
    [wholeNumbers(builder, shape), builder.number(steps, 'int32')],
    { element_dtype: typed(type), shape_type: typed('int32') },
    isList,
  );

const itemOf = (builder: Builder, all: Ref, i: Ref, slot: ValueSlot): Ref =>
  builder.one('TensorListGetItem', [all, i, wholeNumbers(builder, slot.shape)], { element_dtype: typed(slot.type) }, slot);

const written = (builder: Builder, all: Ref, i: Ref, one: Ref): Ref =>
  builder.one('TensorListSetItem', [all, i, one], { element_dtype: typed(one.type) }, isList);

const stacked = (builder: Builder, all: Ref, { type, shape }: ValueSlot, steps: number): Ref =>
  builder.one(
    'TensorListStack',
    [all, wholeNumbers(builder, shape)],
    { element_dtype: typed(type), num_elements: { kind: 'int', value: steps } },
    { type, shape: [steps, ...shape] },
  );
