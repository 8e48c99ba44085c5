import { isDeepStrictEqual } from 'node:util';
import { join } from '../../spec/option.ts';

/** A place where some values are not alike, with what each of them has there; undefined where one has nothing. */
export interface Difference {
  /** `training.optimizer.learningRate`, `network.layers[2].units` */
  readonly path: string;
  readonly values: readonly unknown[];
}

/** Where plain values (JSON) are not alike, as far down as they have the same form. */
export function differences(values: readonly unknown[], path = ''): readonly Difference[] {
  if (values.every((value) => isDeepStrictEqual(value, values[0]))) return [];
  const there = values.filter((value) => value !== undefined);
  if (there.every(isRecord)) {
    const keys = new Set(there.flatMap((value) => Object.keys(value)));
    return [...keys].flatMap((key) =>
      differences(
        values.map((value) => (value as Record<string, unknown> | undefined)?.[key]),
        join(path, key),
      ),
    );
  }
  if (there.every(Array.isArray)) {
    const length = Math.max(...there.map((value) => (value as readonly unknown[]).length));
    return Array.from({ length }, (_, i) =>
      differences(
        values.map((value) => (value as readonly unknown[] | undefined)?.[i]),
        `${path}[${i}]`,
      ),
    ).flat();
  }
  return [{ path, values }];
}

const isRecord = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
