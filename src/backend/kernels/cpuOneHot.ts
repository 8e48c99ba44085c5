import { areNumbers, type NumberType } from './combine.ts';
import { plannedCpu } from './plannedCpu.ts';

interface Attributes {
  readonly depth: number;
  readonly onValue: number;
  readonly offValue: number;
  readonly dtype: NumberType;
}

/** A row for each number, which is on at that place and off elsewhere; of a number beyond the row it is off. [...] -> [..., depth] */
export const cpuOneHot = plannedCpu<'indices', Attributes>('OneHot', ({ indices }, { depth, onValue, offValue, dtype }) => {
  const output = { shape: [...indices.shape, depth], dtype };
  if (!areNumbers(indices, output)) return undefined;
  return {
    output,
    bind: ({ inputs: { indices }, output }) => {
      return () => {
        output.fill(offValue);
        for (let i = 0, row = 0; i < indices.length; i++, row += depth) {
          const at = indices[i]!;
          if (at >= 0 && at < depth) output[row + at] = onValue;
        }
      };
    },
  };
});
