import { mapOperations, type MapOperation } from '../operations.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { sizeOf } from '../rows.ts';

const operations: Readonly<Record<string, MapOperation>> = {
  'bool float32': 'flagsToFloats',
  'bool int32': 'flagsToIntegers',
  'float32 bool': 'floatsToFlags',
  'float32 int32': 'floatsToIntegers',
  'int32 bool': 'integersToFlags',
  'int32 float32': 'integersToFloats',
};

/** The same values as another type. */
export const cast = plannedKernel<'x', { readonly dtype: 'float32' | 'int32' | 'bool' }>('Cast', ({ x }, { dtype }, kernels) => {
  const name = operations[`${x.dtype} ${dtype}`];
  if (name === undefined) return undefined;
  const [operation, count] = [mapOperations.indexOf(name), sizeOf(x.shape)];
  return {
    output: { shape: x.shape, dtype },
    bind:
      ({ inputs: { x }, output: out }) =>
      () =>
        kernels.map(operation, out, x, count, 0, 0),
  };
});
