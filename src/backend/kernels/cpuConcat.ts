import { tf } from '#tf';
import { areNumbers } from './combine.ts';
import { copyRuns, inTurn, stepsOf } from './copyRuns.ts';
import type { KernelPlan, Slot, Values } from './planned.ts';
import { plannedCpu } from './plannedCpu.ts';

type Inputs = Readonly<Record<`${number}`, Slot>>;

/** Tensors side by side along an axis, in plain JavaScript. One alone, and nothing, are left to TF.js. */
const concat = plannedCpu<`${number}`, { readonly axis: number }>('Concat', (inputs, attrs) => {
  const slots = Object.values(inputs as Inputs);
  const axis = tf.util.parseAxisParam(attrs.axis, slots[0]!.shape)[0]!;
  return planConcat(slots, axis, slots.map(({ shape }) => shape)); // prettier-ignore
});

/** Tensors of one shape side by side along a new axis. */
const pack = plannedCpu<`${number}`, { readonly axis: number }>('Pack', (inputs, attrs) => {
  const slots = Object.values(inputs as Inputs);
  const rank = slots[0]!.shape.length + 1;
  const axis = attrs.axis < 0 ? attrs.axis + rank : attrs.axis;
  return planConcat(slots, axis, slots.map(({ shape }) => [...shape.slice(0, axis), 1, ...shape.slice(axis)])); // prettier-ignore
});

function planConcat(
  slots: readonly Slot[],
  axis: number,
  shapes: readonly (readonly number[])[],
): KernelPlan<`${number}`, Values> | undefined {
  const { dtype } = slots[0]!;
  const isOther = (size: number, i: number): boolean => i !== axis && size !== shapes[0]![i];
  const filled = shapes.flatMap((shape, i) => (shape.includes(0) ? [] : [i]));
  const doFit = shapes.every((shape) => shape.length === shapes[0]!.length && !shape.some(isOther));
  if (!areNumbers(...slots) || slots.some((slot) => slot.dtype !== dtype) || !doFit || filled.length < 2) return undefined;
  const whole = shapes[0]!.map((size, i) => (i === axis ? shapes.reduce((all, shape) => all + shape[axis]!, 0) : size));
  const steps = stepsOf(whole);
  let start = 0;
  const copies = filled.map((i) => {
    const copy = copyRuns(shapes[i]!, { start: 0, steps: stepsOf(shapes[i]!) }, { start, steps });
    start += shapes[i]![axis]! * steps[axis]!;
    return copy;
  });
  return {
    output: { shape: whole, dtype },
    bind: ({ inputs, output }) => inTurn(copies.map((copy, i) => copy(inputs[`${filled[i]!}`]!, output))),
  };
}

export const cpuConcat = [concat, pack];
