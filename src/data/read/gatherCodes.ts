import type { Column } from '../frame.ts';
import { columnOfCodes, keyOf } from './cells.ts';
import { joinUint32 } from './join.ts';

/** Joins the parts of a column by its different cells, each of which is kept once. */
export function gatherCodes() {
  const known = new Map<unknown, number>();
  const all: unknown[] = [];
  const parts: Uint32Array[] = [];
  return {
    add(part: Column) {
      const { codes, values } = part.coded();
      const newCodes = Uint32Array.from(values, (value) => {
        const key = keyOf(value);
        const code = known.get(key) ?? all.length;
        if (code === all.length) {
          known.set(key, code);
          all.push(value);
        }
        return code;
      });
      parts.push(codes.map((code) => newCodes[code]!));
    },
    finish: () => columnOfCodes({ codes: joinUint32(parts), values: all }),
  };
}
