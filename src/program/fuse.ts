import type { AnyPlanner } from '../backend/kernels/planned.ts';
import type { Operation } from './recording.ts';
import type { Graph } from './simplify.ts';

/** Finds its way among the operations of a graph. */
export interface Trail {
  /** The operation that makes a value which nothing else than `reader` reads, if its kernel is one of these. */
  only(value: number | undefined, ...kernelNames: readonly string[]): Operation | undefined;
  /** The number that a constant consists of. */
  number(value: number | undefined): number | undefined;
  /** Whether a value is a constant of nothing but zeros. */
  isZero(value: number | undefined): boolean;
}

/** What is computed in the place of an operation and of others whose answers it alone reads. */
export interface Fused {
  readonly inputs: Operation['inputs'];
  readonly slots: Operation['slots'];
  readonly attrs?: Operation['attrs'];
  readonly planner: AnyPlanner;
  /** Those others. */
  readonly absorbed: readonly Operation[];
}

/** What a kernel at the end of a pattern may be fused with, by its name. */
export type Fusions = Readonly<Record<string, ((operation: Operation, trail: Trail) => Fused | undefined) | undefined>>;

/** Has one operation stand for several, to the same bits, wherever a pattern is found: the last of them takes the place of all. */
export function fuse(graph: Graph, fusions: Fusions): Graph {
  const operations = graph.operations.map(readRelu(graph));
  const reads = new Map<number, number>();
  const read = (value: number) => reads.set(value, (reads.get(value) ?? 0) + 1);
  for (const { inputs } of operations) Object.values(inputs).forEach(read);
  for (const value of graph.results) if (value !== undefined) read(value);
  for (const { value } of graph.assigned) read(value);
  const makers = new Map(operations.flatMap((operation) => operation.outputs.map((value) => [value, operation] as const)));
  const absorbed = new Set<Operation>();
  const trail: Trail = {
    only(value, ...kernelNames) {
      const maker = value === undefined || reads.get(value) !== 1 ? undefined : makers.get(value);
      return maker && kernelNames.includes(maker.kernelName) && !absorbed.has(maker) ? maker : undefined;
    },
    number(value) {
      const origin = value === undefined ? undefined : graph.values[value]!.origin;
      return origin?.kind === 'constant' && graph.values[value!]!.size === 1 ? origin.values[0] : undefined;
    },
    isZero(value) {
      const origin = value === undefined ? undefined : graph.values[value]!.origin;
      return origin?.kind === 'constant' && origin.values.every((number: number) => Object.is(number, 0));
    },
  };
  const fused: Operation[] = [];
  // From the end on, so that the longest pattern is found first.
  for (const operation of [...operations].reverse()) {
    if (absorbed.has(operation)) continue;
    const found = fusions[operation.kernelName]?.(operation, trail);
    if (found === undefined) fused.push(operation);
    else {
      const { inputs, slots, planner, attrs = {} } = found;
      for (const one of found.absorbed) absorbed.add(one);
      const kernelName = [...found.absorbed, operation].map((one) => one.kernelName).join('+');
      fused.push({ ...operation, kernelName, inputs, slots, attrs, planner, isList: false });
    }
  }
  return { ...graph, operations: fused.reverse() };
}

/** A step of what goes into relu is the same of what comes out, so that relu may be computed in the same pass as what goes in. */
function readRelu({ operations }: Graph): (operation: Operation, place: number) => Operation {
  const answers = new Map<number, { readonly value: number; readonly place: number }>();
  operations.forEach(({ kernelName, inputs, outputs }, place) => {
    if (kernelName === 'Relu') answers.set(inputs['x']!, { value: outputs[0]!, place });
  });
  return (operation, place) => {
    const answer = operation.kernelName === 'Step' && isZero(operation.attrs['alpha']) ? answers.get(operation.inputs['x']!) : undefined;
    return answer !== undefined && answer.place < place ? { ...operation, inputs: { x: answer.value } } : operation;
  };
}

const isZero = (alpha: unknown): boolean => alpha === undefined || alpha === 0;
