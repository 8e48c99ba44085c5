import { pairOperations } from '../operations.ts';
import { plannedKernel } from '../plannedKernel.ts';
import { sizeOf } from '../rows.ts';

const operations = { float32: pairOperations.indexOf('add'), int32: pairOperations.indexOf('addIntegers') };

/** The sum of tensors of one shape, from the first on. */
export const addN = plannedKernel<string, object>('AddN', (inputs, _, kernels) => {
  const slots = Object.values(inputs); // TF.js gives a list here
  const [first] = slots;
  const dtype = first?.dtype;
  if (first === undefined || (dtype !== 'float32' && dtype !== 'int32')) return undefined;
  if (slots.some((slot) => slot.dtype !== dtype)) return undefined;
  const [operation, add, count] = [operations[dtype], kernels.combine, sizeOf(first.shape)];
  return {
    output: first,
    bind({ inputs, output: out }) {
      const addends = Object.values(inputs);
      const [one = 0, two] = addends;
      if (two === undefined) return () => kernels.copyRuns(out, 0, one, 0, 4 * count, 1);
      return () => {
        add(operation, out, one, two, 1, count, 0, 4, 0, 4, 0, 0);
        for (let i = 2; i < addends.length; i++) add(operation, out, out, addends[i]!, 1, count, 0, 4, 0, 4, 0, 0);
      };
    },
  };
});
