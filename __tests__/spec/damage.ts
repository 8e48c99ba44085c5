import { createRandom } from '../../src/random.ts';
import { draw } from './randomSpec.ts';

/** A copy of a spec with one thing at a random place taken out, replaced, renamed, doubled or moved. */
export function damage(spec: unknown, seed: number): unknown {
  const by = draw(createRandom(seed));
  const copy = clone(spec) as object;
  const places = placesIn(copy);
  if (places.length === 0) return copy;
  const { holder, key } = by.pick(places);
  const list = Array.isArray(holder) ? (holder as unknown[]) : undefined;
  const record = holder as Record<string | number, unknown>;
  switch (by.integer(0, 5)) {
    case 0:
      if (list) list.splice(Number(key), 1);
      else Reflect.deleteProperty(record, key);
      break;
    case 1:
      if (list) list.push(clone(list[Number(key)]));
      else record[`${key}s`] = record[key];
      break;
    case 2:
      if (list) list.reverse();
      else {
        const value = record[key];
        Reflect.deleteProperty(record, key);
        record[`${String(key).slice(0, -1)}x`] = value;
      }
      break;
    default:
      record[key] = by.pick(junk)();
  }
  return copy;
}

/** Values that stand at few places rightly. Functions, so that each spec has its own. */
const junk: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => -1,
  () => 0,
  () => 1,
  () => 2.5,
  () => 7,
  () => 1e12,
  () => NaN,
  () => Infinity,
  () => '',
  () => 'input',
  () => 'dense',
  () => 'conv2d',
  () => 'x1',
  () => true,
  () => [],
  () => [null],
  () => [3, 3],
  () => [2, 2, 2, 2],
  () => ({}),
  () => ({ type: 'dense', units: 3 }),
  () => ({ type: 'lstm' }),
  () => ({ type: 'l2', l2: -1 }),
  () => new Date(0),
  () => () => 0,
  () => Symbol('x'),
];

/** A copy of lists and objects; what is neither stays as it is. */
function clone(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clone);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, clone(entry)]));
}

interface Place {
  readonly holder: object;
  readonly key: string | number;
}

function placesIn(value: object): readonly Place[] {
  return Object.entries(value).flatMap(([name, entry]) => {
    const place = { holder: value, key: Array.isArray(value) ? Number(name) : name };
    return typeof entry === 'object' && entry !== null ? [place, ...placesIn(entry as object)] : [place];
  });
}
