import type { Variable } from '@tensorflow/tfjs-core';
import type { InTurns } from '../turns/inTurns.ts';
import { plannerOf, type KernelPlan, type Planner, type Values } from '../backend/kernels/planned.ts';
import { writesTo } from '../backend/writes.ts';
import { fuse } from './fuse.ts';
import type { Bound, Machine, Memory, Numbers } from './machine.ts';
import { ownValues } from './ownValues.ts';
import type { Operation } from './recording.ts';
import { findRoom, type Planned, type Room } from './room.ts';
import type { Graph } from './simplify.ts';

/** What a recording computed, of other inputs and variables, as often as it is run: no engine, no tape, no new memory. */
export interface Program {
  /** How many operations a run is. */
  readonly operations: number;
  /** Kernels that have no plan for what they are to do here, and are called as TF.js calls them. */
  readonly unplanned: readonly string[];
  /** Memory that it takes. */
  readonly bytes: number;
  /** The place of an input, to be written to before a run; undefined where nothing reads it. Not to be kept. */
  input(index: number): Values | undefined;
  /** @returns Whether it could: false where a kernel does not do such values. Then nothing counts. */
  run(): boolean;
  /**
   * The same, piece by piece: as if all were done when it ends, by the values that variables have then. What the program does in between
   * may change variables, and dispose of it; not write inputs, nor run it.
   */
  runInTurns(): InTurns<boolean>;
  /** How many results there are. */
  readonly results: number;
  /** What the last run computed; undefined where the recording had nothing. May be written over. Not to be kept. */
  result(index: number): Values | undefined;
  /** The shape of a result. */
  shape(index: number): readonly number[] | undefined;
  /** What the last run computed for variables, those at the end. Not to be kept. */
  assigned(): ReadonlyMap<Variable, Values>;
  /** Gives variables the values that the last run computed for them. */
  assign(): void;
  dispose(): void;
}

/** So long it computes between two turns of other work, or as long as one piece takes. */
const AT_A_TIME_MS = 1;

/** Numbers with where they lie. */
interface Placed<Place> extends Numbers {
  place: Place;
  view?: Values;
}

/** @throws Error where there is not enough memory. */
export function createProgram<Place>(whole: Graph, machine: Machine<Place>): Program {
  const graph = machine.fusions === undefined ? whole : fuse(whole, machine.fusions);
  const planned = [...graph.prelude, ...graph.operations].map((operation) => ({ operation, plan: planOf<Place>(operation) }));
  const room = findRoom(graph, planned);
  const memory = machine.start(room.bytes);
  try {
    return createWithin(memory, graph, planned, room);
  } catch (error) {
    memory.dispose();
    throw error;
  }
}

function createWithin<Place>(memory: Memory<Place>, graph: Graph, planned: readonly Planned<Place>[], room: Room): Program {
  const { values, operations, prelude, results, assigned, drawn, used } = graph;
  const placed = values.map(({ origin, dtype, size }, i): Placed<Place> | undefined => {
    if (origin.kind === 'variable') return used.has(i) ? { dtype, size, place: memory.placeOf(origin.variable) } : undefined;
    const offset = room.offsets[i];
    return offset === undefined ? undefined : { dtype, size, place: memory.at(offset, { dtype, size }) };
  });
  const view = (numbers: Placed<Place>): Values =>
    numbers.size > 0 && numbers.view?.length === numbers.size ? numbers.view : (numbers.view = memory.view(numbers.place, numbers));
  values.forEach(({ origin }, i) => {
    if (origin.kind === 'constant' && placed[i]) view(placed[i]).set(origin.values);
  });

  const bind = ({ operation, plan }: Planned<Place>, i: number): Bound => {
    const from = (operation.isList ? [] : {}) as Record<string, Place>;
    for (const name in operation.inputs) from[name] = placed[operation.inputs[name]!]!.place;
    const outputs = operation.outputs.map((value) => placed[value]!.place);
    if (plan === undefined) return memory.call(operation, from, outputs);
    const table = memory.address(room.tables[i]!, plan.table);
    const places = { inputs: from, output: outputs[0]!, outputs, scratch: memory.address(room.scratch), table };
    return { pieces: plan.bindPieces?.(places) ?? [plan.bind(places)] };
  };
  const bound = planned.map(bind);
  for (const { pieces, release } of bound.splice(0, prelude.length)) {
    if (pieces.some((piece) => piece() === false)) throw new Error('internal: a kernel does not do what it did when it was recorded');
    release?.();
  }
  const allPieces = () => bound.flatMap(({ pieces }) => pieces);
  let pieces = allPieces();

  const variables = values.flatMap(({ origin }, i) =>
    origin.kind === 'variable' && used.has(i) ? [{ variable: origin.variable, numbers: placed[i]! }] : [],
  );
  /** Operations that read variables: the program may put them elsewhere. */
  const readers = operations.flatMap(({ inputs }, i) =>
    Object.values(inputs).some((value) => values[value]!.origin.kind === 'variable') ? [i] : [],
  );
  const bindAgain = () => {
    for (const { variable, numbers } of variables) {
      numbers.place = memory.placeOf(variable);
      delete numbers.view;
    }
    for (const i of readers) {
      bound[i]!.release?.();
      bound[i] = bind(planned[prelude.length + i]!, prelude.length + i);
    }
    pieces = allPieces();
  };
  const draws = drawn.map(({ drawing, value }) => ({ drawing, numbers: used.has(value) ? placed[value] : undefined }));
  const inputs: (Placed<Place> | undefined)[] = [];
  values.forEach(({ origin }, i) => {
    if (origin.kind === 'input') inputs[origin.index] = placed[i];
  });
  const given = results.map((value, i) => {
    const offset = room.copies.get(i);
    const numbers = value === undefined ? undefined : placed[value];
    if (numbers === undefined || offset === undefined) return numbers;
    const { dtype, size } = numbers;
    return { dtype, size, place: memory.at(offset, numbers), from: numbers };
  });
  const copies = given.flatMap((numbers) => (numbers && 'from' in numbers ? [numbers] : []));

  /** @returns Whether all variables are there. */
  const findVariables = (): boolean => {
    let haveMoved = false;
    for (let i = 0; i < variables.length; i++) {
      const { variable, numbers } = variables[i]!;
      if (variable.isDisposed) return false;
      haveMoved ||= memory.placeOf(variable) !== numbers.place;
    }
    if (haveMoved) bindAgain();
    return true;
  };
  const drawAll = () => {
    // One that nothing reads is drawn as well: what comes after it is to be the same.
    for (const { drawing, numbers } of draws) {
      const key = drawing.nextKey();
      if (numbers !== undefined) memory.draw(numbers.place, drawing, key, numbers.size);
    }
  };
  const copyAll = () => {
    for (const numbers of copies) view(numbers).set(view(numbers.from));
  };
  let isDisposed = false;

  return {
    operations: bound.length,
    unplanned: planned.slice(prelude.length).flatMap(({ operation, plan }) => (plan === undefined ? [operation.kernelName] : [])),
    bytes: room.bytes,
    results: given.length,
    input: (index) => inputs[index] && view(inputs[index]),
    run() {
      if (!findVariables()) return false;
      drawAll();
      for (let i = 0; i < pieces.length; i++) if (pieces[i]!() === false) return false;
      copyAll();
      return true;
    },
    *runInTurns() {
      if (!findVariables()) return false;
      drawAll();
      // An address may be that of other values by now; what they are known by is not.
      const held = variables.map(({ variable }) => ({ dataId: variable.dataId, writes: writesTo(variable).count }));
      const hasChanged = ({ variable }: (typeof variables)[number], q: number) =>
        variable.dataId !== held[q]!.dataId || writesTo(variable).count !== held[q]!.writes;
      let mayWait = true;
      let since = performance.now();
      for (let i = 0; i < pieces.length; i++) {
        if (pieces[i]!() === false) return false;
        if (!mayWait || performance.now() < since + AT_A_TIME_MS) continue;
        yield;
        if (isDisposed || !findVariables()) return false;
        if (variables.some(hasChanged)) {
          // All over again with the values that variables have now, and without waiting, lest they be given others each time.
          mayWait = false;
          i = -1;
        }
        since = performance.now();
      }
      copyAll();
      return true;
    },
    result: (index) => given[index] && view(given[index]),
    shape: (index) => graph.shapes[index],
    assigned: () => new Map(assigned.map(({ variable, value }) => [variable, view(placed[value]!)])),
    assign() {
      // What another variable held at the beginning: that one may be given other values first.
      const held = assigned.map(({ value }) => (values[value]!.origin.kind === 'variable' ? view(placed[value]!).slice() : undefined));
      for (let i = 0; i < assigned.length; i++) {
        const { variable, value } = assigned[i]!;
        const before = held[i];
        if (before) ownValues(variable, before);
        else memory.assign(variable, placed[value]!.place, placed[value]!);
      }
    },
    dispose() {
      isDisposed = true;
      for (const { release } of bound) release?.();
      memory.dispose();
    },
  };
}

function planOf<Place>({ kernelFunc, planner, slots, isList, attrs }: Operation): KernelPlan<string, Place> | undefined {
  const plan = (planner as Planner<string, unknown, Place> | undefined) ?? plannerOf<Place>(kernelFunc);
  return plan?.(isList ? Object.assign([], slots) : slots, attrs);
}
