/** Months of a value that rises and comes round each year, from 2015 on. */
export function monthly(count: number, { shop, level = 100 }: { readonly shop?: string; readonly level?: number } = {}) {
  return Array.from({ length: count }, (_, t) => ({
    ...(shop === undefined ? {} : { shop }),
    month: new Date(Date.UTC(2015, t)).toISOString().slice(0, 10),
    sold: level + 0.5 * t + 0.2 * level * Math.sin((2 * Math.PI * t) / 12) + (((t * 7919) % 13) - 6) * 0.3,
    price: 10 + ((t * 31) % 7),
  }));
}

/** With the numbers that rounding may move, by another order of sums or on another backend, to five digits. */
export const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, entry: unknown) => (typeof entry === 'number' ? Number(entry.toPrecision(5)) : entry)));
