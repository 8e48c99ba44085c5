import { show, type Issue } from '../errors.ts';
import { join } from './option.ts';

/** Levels of nesting; a real spec has about ten. */
const deepest = 64;
/** Values in all, those of written-out weights included. */
const most = 2_000_000;

/**
 * A copy of what was given that holds JSON data only, so that whatever reads it later meets no getter, no cycle and no
 * class. What is none is left out of the copy and told in `issues`.
 */
export function copyPlain(given: unknown): { readonly data: unknown; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const above: { readonly value: object; readonly key: string | number | undefined }[] = [];
  let count = 0;

  const refuse = (key: string | number | undefined, received: string, expected = 'plain JSON data') => {
    issues.push({ path: pathOf([...above.slice(1).map((step) => step.key), ...(above.length === 0 ? [] : [key])]), expected, received });
    return undefined;
  };

  const copy = (value: unknown, key: string | number | undefined): unknown => {
    count += 1;
    if (count > most) throw new TooMany();
    if (typeof value === 'function' || typeof value === 'symbol') return refuse(key, show(value));
    if (typeof value === 'bigint') return refuse(key, `${value}n`);
    if (typeof value !== 'object' || value === null) return value;
    if (above.some((step) => step.value === value)) return refuse(key, 'a value that holds itself');
    if (above.length > deepest) return refuse(key, 'more', `at most ${deepest} levels of nesting`);
    const prototype: unknown = Object.getPrototypeOf(value);
    const plain = Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
    if (!plain) return refuse(key, show(value));

    above.push({ value, key });
    const copied = Array.isArray(value)
      ? Array.from(value, (entry: unknown, i) => copy(entry, i))
      : Object.fromEntries(
          Object.keys(value).map((name) => {
            const property = Object.getOwnPropertyDescriptor(value, name);
            return [name, property && 'value' in property ? copy(property.value, name) : refuse(name, 'a getter')];
          }),
        );
    above.pop();
    return copied;
  };

  try {
    return { data: copy(given, undefined), issues };
  } catch (error) {
    // A proxy can throw wherever it is touched.
    const wrong =
      error instanceof TooMany
        ? { expected: `at most ${most} values`, received: 'more' }
        : { expected: 'plain JSON data', received: 'an object that cannot be read' };
    return { data: undefined, issues: [...issues, { path: 'spec', ...wrong }] };
  }
}

class TooMany extends Error {}

function pathOf(keys: readonly (string | number | undefined)[]): string {
  const path = keys.reduce<string>((so, key) => (typeof key === 'number' ? `${so}[${key}]` : key === undefined ? so : join(so, key)), '');
  return path === '' ? 'spec' : path;
}
