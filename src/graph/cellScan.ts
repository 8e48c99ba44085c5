import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { scan, type ScanInputs, type ScanResults } from './scan.ts';

/** What is used of TF.js's cells of recurrent layers. */
export interface Cell {
  call(inputs: Tensor[], options: { readonly training: unknown }): Tensor[];
  readonly stateSize: number | number[];
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly kernel: Weight;
  readonly recurrentKernel: Weight;
  readonly bias?: Weight | null;
  /** What is multiplied with each step, and with each state, once a step was gone: one, or one for each gate, of which the first is read. */
  readonly dropoutMask: Tensor | Tensor[] | null;
  readonly recurrentDropoutMask: Tensor | Tensor[] | null;
}

interface Weight {
  read(): Tensor;
}

export interface CellInputs {
  /** [steps, batch, features] */
  readonly xs: Tensor;
  /** [steps, batch, 1], 0 for what is left out; undefined where nothing is. */
  readonly mask: Tensor | undefined;
  /** What it begins with, [batch, units] each; the first is what the cell answers. */
  readonly states: readonly Tensor[];
}

/**
 * A cell over all steps in time as one scan, whose gradient is another one, backwards, that goes through each step anew.
 * @returns The first state after each step, [steps, batch, units]; with `wantStates` the others after the last one behind it.
 */
export function cellScan(cell: Cell, { xs, mask, states }: CellInputs, training: unknown, wantStates: boolean): Tensor {
  const steps = xs.shape[0]!;
  makeMasks(cell, xs, states, training);
  const weights = [cell.kernel, cell.recurrentKernel, ...(cell.bias ? [cell.bias] : [])].map((weight) => weight.read());
  const masks = [cell.dropoutMask, cell.recurrentDropoutMask].map((own) => (own === null ? undefined : [own].flat()[0]!));
  const parts: Parts = { cell, training, states: states.length, weights: weights.length, isMasked: mask !== undefined, hasMasks: masks.map((own) => own !== undefined) }; // prettier-ignore
  const others = [...(mask ? [mask] : []), ...masks.filter((own) => own !== undefined)];
  const run = tf.customGrad((...given: unknown[]) => {
    const save = given.pop() as (tensors: Tensor[]) => void;
    const [x, ...rest] = given as [Tensor, ...Tensor[]];
    const begin = rest.slice(0, states.length);
    const fixed = rest.slice(states.length); // weights
    const slices = mask ? [x, mask] : [x];
    const dropped = mask ? others.slice(1) : others;
    const all = scan({ carried: begin, sliced: slices, fixed: [...fixed, ...dropped] }, (inputs) => {
      const after = stepOf(parts, inputs);
      return { carried: after, given: after };
    });
    // What each step began with.
    const before = all.given.map((own, i) => tf.concat([tf.expandDims(begin[i]!, 0), tf.slice(own, [0, 0, 0], [steps - 1, -1, -1])], 0));
    save([...slices, ...fixed, ...dropped, ...before]);
    const ends = wantStates ? all.carried.slice(1).map((state) => tf.expandDims(state, 0)) : [];
    const value = ends.length > 0 ? tf.concat([all.given[0]!, ...ends], 0) : all.given[0]!;
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      let at = 0;
      const take = (count: number) => saved.slice(at, (at += count));
      const [own, same, starts] = [take(slices.length), take(fixed.length + dropped.length), take(states.length)];
      const backwards = (tensor: Tensor) => tf.reverse(tensor, 0);
      // The first state arrives with each step; the others with the last, where they are answered at all.
      const arriving = states.map((state, i) =>
        i === 0 || !wantStates ? tf.zerosLike(state) : tf.reshape(tf.slice(dy, [steps - 1 + i, 0, 0], [1, ...state.shape]), state.shape),
      );
      const back = scan(
        {
          carried: [...arriving, ...fixed.map((weight) => tf.zerosLike(weight))],
          sliced: [...own, ...starts, tf.slice(dy, [0, 0, 0], [steps, -1, -1])].map(backwards),
          fixed: same,
        },
        (inputs) => stepBack(parts, inputs),
      );
      return [backwards(back.given[0]!), ...back.carried];
    };
    return { value, gradFunc };
  });
  return run(xs, ...states, ...weights);
}

interface Parts {
  readonly cell: Cell;
  readonly training: unknown;
  /** How many there are. */
  readonly states: number;
  readonly weights: number;
  readonly isMasked: boolean;
  /** Whether there is what is multiplied with steps, and with states. */
  readonly hasMasks: readonly boolean[];
}

/** States after a step: slices are what it reads and whether it counts; fixed are weights, then what is multiplied. */
function stepOf(parts: Parts, { carried, sliced, fixed }: ScanInputs): Tensor[] {
  const [x, counts] = sliced as [Tensor, Tensor?];
  const [kernel, recurrentKernel, bias] = fixed.slice(0, parts.weights).map((tensor): Weight => ({ read: () => tensor }));
  const masks = fixed.slice(parts.weights);
  const form = (own: Tensor | Tensor[] | null, mask: Tensor | undefined) => (Array.isArray(own) ? [mask] : (mask ?? null));
  const { cell } = parts;
  const dropoutMask = form(cell.dropoutMask, parts.hasMasks[0] ? masks[0] : undefined);
  const recurrentDropoutMask = form(cell.recurrentDropoutMask, parts.hasMasks[1] ? masks.at(-1) : undefined);
  const bare = Object.assign(Object.create(cell) as Cell, {
    kernel,
    recurrentKernel,
    bias: bias ?? null,
    dropoutMask,
    recurrentDropoutMask,
  });
  const [, ...after] = bare.call([x, ...carried], { training: parts.training });
  if (!parts.isMasked) return after;
  const stays = tf.sub(tf.onesLike(counts!), counts!);
  return after.map((state, i) => tf.add(tf.mul(state, counts!), tf.mul(carried[i]!, stays)));
}

/**
 * The way back through a step. Carried: what arrives at the states after it, and the gradients of weights until now; the slices of the
 * step, what its states were before, and what arrives at what it answers. @returns The same for the step before, and the gradient of x.
 */
function stepBack(parts: Parts, { carried, sliced, fixed }: ScanInputs): ScanResults {
  const { states, weights } = parts;
  const own = parts.isMasked ? 2 : 1;
  const [x, counts] = sliced as [Tensor, Tensor];
  const before = sliced.slice(own, own + states);
  const arriving = carried.slice(0, states);
  const all = [tf.add(arriving[0]!, sliced.at(-1)!), ...arriving.slice(1)];
  const forward = (...given: Tensor[]): Tensor => {
    const [x, ...rest] = given as [Tensor, ...Tensor[]];
    const inputs: ScanInputs = {
      carried: rest.slice(0, states),
      sliced: parts.isMasked ? [x, counts] : [x],
      fixed: [...rest.slice(states), ...fixed.slice(weights)],
    };
    return tf.concat(stepOf(parts, inputs), 1);
  };
  const gradients = onTapeOfItsOwn(() => tf.grads(forward)([x, ...before, ...fixed.slice(0, weights)], tf.concat(all, 1)));
  const [ofX, ...rest] = gradients as [Tensor, ...Tensor[]];
  const ofWeights = rest.slice(states).map((gradient, i) => tf.add(carried[states + i]!, gradient));
  return { carried: [...rest.slice(0, states), ...ofWeights], given: [ofX] };
}

/** TF.js has one tape, which it is about to free, while it goes back along it. */
function onTapeOfItsOwn<T>(work: () => T): T {
  const { state } = tf.engine() as unknown as { readonly state: { activeTape: unknown } };
  const { activeTape } = state;
  try {
    return work();
  } finally {
    state.activeTape = activeTape;
  }
}

/** A cell makes what it multiplies with in its first step, and keeps it. */
function makeMasks(cell: Cell, xs: Tensor, states: readonly Tensor[], training: unknown): void {
  const [, batch, features] = xs.shape as [number, number, number];
  const x = tf.reshape(tf.slice(xs, [0, 0, 0], [1, batch, features]), [batch, features]);
  tf.tidy(() => void cell.call([x, ...states], { training }));
}
