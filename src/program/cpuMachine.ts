import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { fillDrawn } from '../backend/drawn.ts';
import type { Values } from '../backend/kernels/planned.ts';
import { haveShapes, type Bound, type Machine, type Memory } from './machine.ts';
import type { Operation } from './recording.ts';
import { ownValues } from './ownValues.ts';

/** What we use of TF.js's plain JavaScript backend. */
interface Backend {
  readonly data: {
    get(dataId: object): { values: Values };
    set(dataId: object, data: { readonly values: Values; readonly dtype: TensorInfo['dtype']; readonly refCount: number }): void;
    delete(dataId: object): void;
  };
  refCount(dataId: object): number;
  disposeData(dataId: object): boolean;
}

/** Programs in plain JavaScript: places are arrays over one block of memory. */
export function cpuMachine(): Machine<Values> {
  const backend = tf.backend() as unknown as Backend;
  return { start: (bytes) => startMemory(backend, new ArrayBuffer(bytes)) };
}

const startMemory = (backend: Backend, buffer: ArrayBuffer): Memory<Values> => ({
  at(offset, { dtype, size }) {
    if (dtype === 'float32') return new Float32Array(buffer, offset, size);
    return dtype === 'int32' ? new Int32Array(buffer, offset, size) : new Uint8Array(buffer, offset, size);
  },
  address: () => 0,
  placeOf: ({ dataId }) => backend.data.get(dataId).values,
  view: (place) => place,
  draw: (place, drawing, key) => fillDrawn(drawing, key, place as Float32Array),
  call: (operation, inputs, outputs) => callKernel(backend, operation, inputs, outputs),
  assign(variable, from) {
    const { values } = backend.data.get(variable.dataId);
    // Floats that TF.js made of whole numbers lie in an array of these.
    if (backend.refCount(variable.dataId) > 1 || values.constructor !== from.constructor) ownValues(variable, from);
    else values.set(from);
  },
  dispose: () => undefined,
});

/** TF.js calls kernels with tensors: these stand for arrays of a program. */
function callKernel(
  backend: Backend,
  { kernelFunc, isList, attrs, slots, outputSlots }: Operation,
  inputs: Readonly<Record<string, Values>>,
  outputs: readonly Values[],
): Bound {
  const tensors = Object.entries(inputs).map(([name, values]) => {
    const { shape, dtype } = slots[name]!;
    const dataId = {};
    backend.data.set(dataId, { values, dtype, refCount: 1 });
    return { name, dataId, tensor: new tf.Tensor([...shape], dtype, dataId, -1) };
  });
  const read: unknown = Object.assign(isList ? [] : {}, Object.fromEntries(tensors.map(({ name, tensor }) => [name, tensor])));
  const call = { inputs: read, attrs, backend } as unknown as Parameters<typeof kernelFunc>[0];
  return {
    run: () =>
      tf.tidy(() => {
        const made = [kernelFunc(call)].flat();
        const isAsPlanned = haveShapes(made, outputSlots);
        made.forEach((tensor, i) => {
          if (isAsPlanned) outputs[i]!.set(backend.data.get(tensor.dataId).values);
          // Those of the engine go with it.
          if (!(tensor instanceof tf.Tensor)) backend.disposeData(tensor.dataId);
        });
        return isAsPlanned;
      }),
    release() {
      for (const { dataId } of tensors) backend.data.delete(dataId);
    },
  };
}
