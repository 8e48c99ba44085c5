import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { idOf, nativeBackend } from '../../../graph/binding.ts';
import type { Addon, TensorMade } from '../../../graph/library.ts';
import { buildLoop } from '../../../graph/loop.ts';
import type { GraphOptimizer } from '../../../graph/optimizer/graphOptimizer.ts';
import type { StepShape } from '../../../graph/loop.ts';
import { compileBeside } from './compiling.ts';
import { typeNumbers } from '../../../graph/value.ts';
import type { KeptTables } from './keptTables.ts';
import type { TensorSlots } from './slotStore.ts';
import type { RecordedStep } from './stepShape.ts';

/** A graph that was loaded, and what it is fed but for the batches. */
export interface LoadedLoop {
  /** How many steps it can make in one call. */
  readonly most: number;
  /** Whether it can run now: false while XLA compiles it (`Compiling`). @throws Error where XLA refuses it. */
  isReady(isAwaited: boolean): boolean;
  /**
   * Makes steps: variables and slots then hold what they left.
   * @param steps How many.
   * @param fed Numbers, keys (both with room for `most` steps), the tensors of batches, which are freed here, and those of tables.
   */
  run(steps: number, fed: Fed): Made;
  dispose(): void;
}

export interface Fed {
  readonly numbers: Float32Array;
  readonly keys: Int32Array;
  readonly batches: readonly number[];
  readonly tables: readonly number[];
}

export interface Made {
  /** [steps, told] */
  readonly told: Float32Array;
  /** Of each output [steps, ...]. */
  readonly answers: readonly Float32Array[];
}

export function loadLoop(
  addon: Addon,
  shape: StepShape,
  step: RecordedStep,
  { optimizer, slots }: { readonly optimizer: GraphOptimizer; readonly slots: TensorSlots },
  options: { readonly most: number; readonly isCompiled: boolean; readonly tables: KeptTables | undefined },
): LoadedLoop {
  const { most, tables: kept } = options;
  const loop = buildLoop(shape, options);
  const { feeds, fetches } = loop;
  const graph = addon.load(loop.file);
  const compiling = options.isCompiled ? compileBeside(addon, graph, loop, kept && (() => kept.hold(step.inputs))) : undefined;
  const { binding } = nativeBackend();
  const take = ({ id }: TensorMade): Float32Array => {
    try {
      return binding.tensorDataSync(id) as Float32Array;
    } finally {
      binding.deleteTensor(id);
    }
  };
  return {
    most,
    isReady: (isAwaited) => compiling?.isReady(isAwaited) ?? true,
    run(steps, { numbers, keys, batches, tables }) {
      const own = [
        binding.createTensor([], typeNumbers.int32, Int32Array.of(steps)),
        binding.createTensor([most, shape.numbers], typeNumbers.float32, numbers),
        binding.createTensor([most, shape.keys], typeNumbers.int32, keys),
        ...batches,
      ];
      try {
        const state = [...step.state.map(idOf), ...optimizer.slots.map((slot) => slots.idOf(slot))];
        const made = addon.run(graph, [...own, ...tables, ...step.fixed.map(idOf), ...state], feeds, fetches);
        step.state.forEach((variable, i) => give(variable, made[i]!));
        optimizer.slots.forEach((slot, i) => slots.put(slot, made[step.state.length + i]!.id));
        const [told, ...answers] = made.slice(state.length).map(take) as [Float32Array, ...Float32Array[]];
        return { told, answers };
      } finally {
        for (const id of own) binding.deleteTensor(id);
      }
    },
    dispose: () => (compiling ? compiling.free() : addon.free(graph)),
  };
}

/** Has a variable hold what a graph has made. */
function give(variable: Variable, made: TensorMade): void {
  const tensor: Tensor = nativeBackend().createOutputTensor(made);
  variable.assign(tensor);
  tensor.dispose();
}
