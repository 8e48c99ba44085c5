import { tf } from '#tf';
import { fillDrawn, fillDrawnAt } from '../backend/drawn.ts';
import type { Slot, Values } from '../backend/kernels/planned.ts';
import { addressOf, memoryIsFull, type WasmBackend } from '../backend/kernels/repair.ts';
import { forgetPacked } from '../backend/wasm/heap.ts';
import { kernelModuleOf, type KernelModule } from '../backend/wasm/kernelModule.ts';
import { bytesOf, haveShapes, type Bound, type Machine, type Memory, type Numbers } from './machine.ts';
import { wasmFusions } from './wasmFusions.ts';
import { ownValues } from './ownValues.ts';
import type { Operation } from './recording.ts';

/** More of TF.js's backend than kernels use. */
interface Backend extends WasmBackend {
  dataIdNextNumber: number;
  refCount(dataId: object): number;
  readonly dataIdMap: WasmBackend['dataIdMap'] & {
    set(dataId: object, data: Slot & { readonly id: number; readonly memoryOffset: number; readonly refCount: number }): void;
    delete(dataId: object): void;
  };
}

const ALIGNMENT = 64;

/** Programs in the memory of TF.js's module: places are addresses there. Undefined where our kernels do not run in it. */
export function wasmMachine(): Machine<number> | undefined {
  const backend = tf.backend() as unknown as Backend;
  const module = kernelModuleOf(backend);
  return module && { start: (bytes) => startMemory(backend, module, bytes), fusions: wasmFusions(module.kernels) };
}

function startMemory(backend: Backend, module: KernelModule, bytes: number): Memory<number> {
  const { wasm } = backend;
  const block = wasm._malloc(bytes + ALIGNMENT) >>> 0;
  if (block === 0) throw memoryIsFull(bytes);
  const start = Math.ceil(block / ALIGNMENT) * ALIGNMENT;
  const view = (address: number, { dtype, size }: Numbers): Values => {
    const { buffer } = wasm.HEAPU8;
    if (dtype === 'float32') return new Float32Array(buffer, address, size);
    return dtype === 'int32' ? new Int32Array(buffer, address, size) : new Uint8Array(buffer, address, size);
  };
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
    call: (operation, inputs, outputs) => callKernel(backend, operation, inputs, outputs),
    assign(variable, from, numbers) {
      if (backend.refCount(variable.dataId) > 1) ownValues(variable, view(from, numbers));
      else view(addressOf(backend, variable), numbers).set(view(from, numbers));
      forgetPacked(variable);
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

/** TF.js calls kernels with tensors: these stand for places in the memory of a program. */
function callKernel(
  backend: Backend,
  { kernelFunc, isList, attrs, slots, outputSlots }: Operation,
  inputs: Readonly<Record<string, number>>,
  outputs: readonly number[],
): Bound {
  const { wasm, dataIdMap } = backend;
  const tensors = Object.entries(inputs).map(([name, address]) => {
    const { shape, dtype } = slots[name]!;
    const id = backend.dataIdNextNumber++;
    const dataId = { id };
    dataIdMap.set(dataId, { id, memoryOffset: address, shape, dtype, refCount: 1 });
    return { name, address, id, dataId, size: tf.util.sizeFromShape(shape), tensor: new tf.Tensor([...shape], dtype, dataId, -1) };
  });
  const read: unknown = Object.assign(isList ? [] : {}, Object.fromEntries(tensors.map(({ name, tensor }) => [name, tensor])));
  const call = { inputs: read, attrs, backend } as unknown as Parameters<typeof kernelFunc>[0];
  const bytes = outputSlots.map(({ shape, dtype }) => bytesOf({ dtype, size: tf.util.sizeFromShape(shape) }));
  return {
    run() {
      // XNNPACK keeps packed weights by the number of their tensor: they are to be packed anew.
      for (const { id, size, address } of tensors) {
        wasm.tfjs.disposeData(id);
        wasm.tfjs.registerTensor(id, size, address);
      }
      return tf.tidy(() => {
        const made = [kernelFunc(call)].flat();
        const isAsPlanned = haveShapes(made, outputSlots);
        made.forEach((tensor, i) => {
          const from = addressOf(backend, tensor);
          if (isAsPlanned) wasm.HEAPU8.copyWithin(outputs[i]!, from, from + bytes[i]!);
          // Those of the engine go with it.
          if (!(tensor instanceof tf.Tensor)) backend.disposeData(tensor.dataId);
        });
        return isAsPlanned;
      });
    },
    release() {
      for (const { id, dataId } of tensors) {
        wasm.tfjs.disposeData(id);
        dataIdMap.delete(dataId);
      }
    },
  };
}
