import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { Slot } from '../backend/kernels/planned.ts';
import { haveShapes, type Bound } from './machine.ts';
import type { Operation } from './recording.ts';

/** How the memory of a program is shown to TF.js's kernels. */
export interface Lender<Place> {
  readonly backend: { disposeData(dataId: object): boolean };
  /** Has a place be known as the values of a tensor: `renew` before each run, `release` at the end. */
  lend(place: Place, slot: Slot): { readonly dataId: object; renew?(): void; release(): void };
  /** Copies the values of a tensor to a place. */
  copy(tensor: TensorInfo, to: Place): void;
}

/** A kernel without a plan: TF.js calls kernels with tensors, which here stand for places in the memory of a program. */
export function callKernel<Place>(
  { backend, lend, copy }: Lender<Place>,
  { kernelFunc, isList, attrs, slots, outputSlots }: Operation,
  inputs: Readonly<Record<string, Place>>,
  outputs: readonly Place[],
): Bound {
  const lent = Object.entries(inputs).map(([name, place]) => ({ name, slot: slots[name]!, ...lend(place, slots[name]!) }));
  const tensors = lent.map(({ name, slot, dataId }) => [name, new tf.Tensor([...slot.shape], slot.dtype, dataId, -1)] as const);
  const read: unknown = Object.assign(isList ? [] : {}, Object.fromEntries(tensors));
  const call = { inputs: read, attrs, backend } as unknown as Parameters<typeof kernelFunc>[0];
  const run = () => {
    for (const { renew } of lent) renew?.();
    return tf.tidy(() => {
      const made = [kernelFunc(call)].flat();
      const isAsPlanned = haveShapes(made, outputSlots);
      made.forEach((tensor, i) => {
        if (isAsPlanned) copy(tensor, outputs[i]!);
        // Those of the engine go with it.
        if (!(tensor instanceof tf.Tensor)) backend.disposeData(tensor.dataId);
      });
      return isAsPlanned;
    });
  };
  return {
    pieces: [run],
    release() {
      for (const { release } of lent) release();
    },
  };
}
