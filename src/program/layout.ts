/** Something that takes room from one operation to another, both included. */
export interface Tenant {
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

export interface Layout {
  /** Where each begins, in bytes. */
  readonly offsets: readonly number[];
  /** What all of it takes. */
  readonly bytes: number;
}

/** Each begins at a multiple of so many bytes: a line of the processor's cache. */
const ALIGNMENT = 64;

/**
 * Finds room for values in one block of memory, in which those that are never needed at the same time may lie over each other: one after
 * another by the time when they begin, each as low as it fits, so that room that was used a moment ago is used again.
 */
export function layOut(tenants: readonly Tenant[]): Layout {
  const offsets = new Array<number>(tenants.length).fill(0);
  const order = tenants.map((_, i) => i).sort((a, b) => tenants[a]!.first - tenants[b]!.first);
  /** Those that are there at the moment, lowest first. */
  let present: number[] = [];
  let bytes = 0;
  for (const i of order) {
    const tenant = tenants[i]!;
    present = present.filter((other) => tenants[other]!.last >= tenant.first);
    let at = 0;
    let place = 0;
    for (; place < present.length; place++) {
      const other = present[place]!;
      if (offsets[other]! >= at + tenant.bytes) break;
      at = aligned(offsets[other]! + tenants[other]!.bytes);
    }
    offsets[i] = at;
    present.splice(place, 0, i);
    bytes = Math.max(bytes, at + tenant.bytes);
  }
  return { offsets, bytes: aligned(bytes) };
}

export const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
