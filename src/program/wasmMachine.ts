import { tf } from '#tf';
import { fillDrawn, fillDrawnAt } from '../backend/drawn.ts';
import type { Slot, Values } from '../backend/kernels/planned.ts';
import { addressOf, type WasmBackend } from '../backend/kernels/repair.ts';
import { forgetPacked } from '../backend/wasm/heap.ts';
import { kernelModuleOf, type KernelModule } from '../backend/wasm/kernelModule.ts';
import { align, allocate } from '../backend/wasm/scratch.ts';
import { callKernel, type Lender } from './callKernel.ts';
import { bytesOf, valuesIn, type Machine, type Memory, type Numbers } from './machine.ts';
import { wasmFusions } from './wasmFusions.ts';
import { ownValues } from './ownValues.ts';
import { writesTo } from '../backend/writes.ts';

/** More of TF.js's backend than kernels use. */
interface Backend extends WasmBackend {
  dataIdNextNumber: number;
  refCount(dataId: object): number;
  readonly dataIdMap: WasmBackend['dataIdMap'] & {
    set(dataId: object, data: Slot & { readonly id: number; readonly memoryOffset: number; readonly refCount: number }): void;
    delete(dataId: object): void;
  };
}

/** Programs in the memory of TF.js's module: places are addresses there. Undefined where our kernels do not run in it. */
export function wasmMachine(): Machine<number> | undefined {
  const backend = tf.backend() as unknown as Backend;
  const module = kernelModuleOf(backend);
  return module && { start: (bytes) => startMemory(backend, module, bytes), fusions: wasmFusions(module.kernels) };
}

function startMemory(backend: Backend, module: KernelModule, bytes: number): Memory<number> {
  const { wasm } = backend;
  const block = allocate(wasm, bytes);
  const start = align(block);
  const lender = lenderOf(backend);
  const view = (address: number, numbers: Numbers): Values => valuesIn(wasm.HEAPU8.buffer, address, numbers);
  const memory: Memory<number> = {
    at: (offset) => start + offset,
    address(offset, table = []) {
      new Int32Array(wasm.HEAPU8.buffer, start + offset, table.length).set(table);
      return start + offset;
    },
    placeOf: (variable) => addressOf(backend, variable),
    view,
    draw(address, drawing, key, size) {
      if (!fillDrawnAt(module.kernels, drawing, key, address, size))
        fillDrawn(drawing, key, view(address, { dtype: 'float32', size }) as Float32Array);
    },
    call: (operation, inputs, outputs) => callKernel(lender, operation, inputs, outputs),
    assign(variable, from, numbers) {
      if (backend.refCount(variable.dataId) > 1) ownValues(variable, view(from, numbers));
      else view(addressOf(backend, variable), numbers).set(view(from, numbers));
      forgetPacked(variable);
      writesTo(variable).count++;
    },
    dispose() {
      forgotten.unregister(memory);
      wasm._free(block);
    },
  };
  forgotten.register(memory, { wasm, block }, memory);
  return memory;
}

/** Frees the memory of programs that nobody disposed of, with the model that they were of. */
const forgotten = new FinalizationRegistry<{ readonly wasm: WasmBackend['wasm']; readonly block: number }>(({ wasm, block }) => {
  wasm._free(block);
});

function lenderOf(backend: Backend): Lender<number> {
  const { wasm, dataIdMap } = backend;
  return {
    backend,
    lend(address, { shape, dtype }) {
      const id = backend.dataIdNextNumber++;
      const dataId = { id };
      dataIdMap.set(dataId, { id, memoryOffset: address, shape, dtype, refCount: 1 });
      const size = tf.util.sizeFromShape(shape);
      return {
        dataId,
        // XNNPACK keeps packed weights by the number of their tensor: they are to be packed anew.
        renew() {
          wasm.tfjs.disposeData(id);
          wasm.tfjs.registerTensor(id, size, address);
        },
        release() {
          wasm.tfjs.disposeData(id);
          dataIdMap.delete(dataId);
        },
      };
    },
    copy(tensor, to) {
      const from = addressOf(backend, tensor);
      wasm.HEAPU8.copyWithin(to, from, from + bytesOf({ dtype: tensor.dtype, size: tf.util.sizeFromShape(tensor.shape) }));
    },
  };
}
