import type { OptimizerMemory } from '../../optimizers/memory.ts';
import type { KernelModule } from './kernelModule.ts';
import { optimizerLoops } from './optimizerLoops.ts';
import { align, allocate } from './scratch.ts';

/** A list of arrays that are one block of the memory, from the address on; 0: still to be taken. */
interface Block {
  readonly slots: Float32Array[];
  readonly sizes: readonly number[];
  readonly start: number;
  address: number;
  isFilled: boolean;
}

/** TF.js's memory, where the weights are, with the loops of our module. What slots need of it is taken when they are first used. */
export function wasmOptimizerMemory({ kernels, wasm }: KernelModule): OptimizerMemory {
  let blocks: Block[] = [];
  /** What all slots are views of: memory that has grown has another. */
  let viewed: ArrayBufferLike | undefined;
  let isDisposed = false;
  return {
    loops: optimizerLoops(kernels),
    makeSlots(parameters, start = 0) {
      const slots: Float32Array[] = [];
      blocks.push({ slots, sizes: parameters.map(({ size }) => size), start, address: 0, isFilled: false });
      viewed = undefined;
      return slots;
    },
    settle() {
      // What is freed belongs to others now.
      if (isDisposed) throw new Error('internal: an optimizer was used after it was disposed');
      if (viewed === wasm.HEAPU8.buffer) return;
      for (const block of blocks)
        block.address ||= allocate(
          wasm,
          block.sizes.reduce((bytes, size) => bytes + align(4 * size), 0),
        );
      viewed = wasm.HEAPU8.buffer;
      for (const block of blocks) view(block, viewed);
    },
    holds: ({ buffer }) => buffer === wasm.HEAPU8.buffer,
    dispose() {
      for (const { address } of blocks) if (address > 0) wasm._free(address);
      blocks = [];
      isDisposed = true;
    },
  };
}

function view(block: Block, buffer: ArrayBufferLike): void {
  let at = align(block.address);
  block.sizes.forEach((size, i) => {
    block.slots[i] = new Float32Array(buffer, at, size);
    if (!block.isFilled) block.slots[i]!.fill(block.start);
    at += align(4 * size);
  });
  block.isFilled = true;
}
