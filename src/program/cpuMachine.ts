import type { TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import { fillDrawn } from '../backend/drawn.ts';
import type { Values } from '../backend/kernels/planned.ts';
import { callKernel, type Lender } from './callKernel.ts';
import { valuesIn, type Machine, type Memory } from './machine.ts';
import { ownValues } from './ownValues.ts';
import { wasHandedOut, watchReads } from '../backend/handedOut.ts';
import { writesTo } from '../backend/writes.ts';

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
  watchReads();
  return { start: (bytes) => startMemory(backend, new ArrayBuffer(bytes)) };
}

/** Values that programs have made, by what TF.js knows them by. */
const owned = new WeakSet<object>();

const startMemory = (backend: Backend, buffer: ArrayBuffer): Memory<Values> => ({
  at: (offset, numbers) => valuesIn(buffer, offset, numbers),
  address: () => 0,
  placeOf: ({ dataId }) => backend.data.get(dataId).values,
  view: (place) => place,
  draw: (place, drawing, key) => fillDrawn(drawing, key, place as Float32Array),
  call: (operation, inputs, outputs) => callKernel(lenderOf(backend), operation, inputs, outputs),
  assign(variable, from) {
    const { values } = backend.data.get(variable.dataId);
    // Of others somebody may have the array, and floats that TF.js made of whole numbers lie in an array of these.
    if (owned.has(variable.dataId) && backend.refCount(variable.dataId) === 1 && !wasHandedOut(variable)) values.set(from);
    else {
      ownValues(variable, from);
      owned.add(variable.dataId);
    }
    writesTo(variable).count++;
  },
  dispose: () => undefined,
});

const lenderOf = (backend: Backend): Lender<Values> => ({
  backend,
  lend(values, { dtype }) {
    const dataId = {};
    backend.data.set(dataId, { values, dtype, refCount: 1 });
    return { dataId, release: () => backend.data.delete(dataId) };
  },
  copy: ({ dataId }, to) => to.set(backend.data.get(dataId).values),
});
