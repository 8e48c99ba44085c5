/** Pairs of marks, each once: what the features of a row are, and what all of it is. */
export interface MarkPairs {
  readonly size: number;
  add(features: number, all: number): void;
  has(features: number, all: number): boolean;
  /** Forgets the pairs whose features are not below a limit. */
  keepBelow(limit: number): void;
  /** The features of all pairs, ascending; some more than once. */
  sortedFeatures(): Float64Array;
}

const FEWEST_SLOTS = 2 ** 10;
/** No mark is below 0. */
const FREE = -1;

/** In two flat arrays, at most half of which is taken: sixteen bytes a slot, where a Map of Sets takes some hundred a pair. */
export function createMarkPairs(): MarkPairs {
  let size = 0;
  let slots = createSlots(FEWEST_SLOTS);

  /** The slot of a pair, else the free one where it belongs. */
  const find = (features: number, all: number): number => {
    const last = slots.features.length - 1;
    // Marks are spread evenly, also their last bits.
    let at = (features ^ Math.imul(all, 0x9e3779b1)) & last;
    while (slots.features[at] !== FREE && (slots.features[at] !== features || slots.all[at] !== all)) at = (at + 1) & last;
    return at;
  };
  const put = (features: number, all: number) => {
    const at = find(features, all);
    if (slots.features[at] !== FREE) return;
    slots.features[at] = features;
    slots.all[at] = all;
    size++;
  };
  /** Puts the pairs below a limit into new slots. */
  const move = (count: number, limit: number) => {
    const before = slots;
    slots = createSlots(count);
    size = 0;
    for (let at = 0; at < before.features.length; at++) {
      const features = before.features[at]!;
      if (features !== FREE && features < limit) put(features, before.all[at]!);
    }
  };
  return {
    get size() {
      return size;
    },
    add(features, all) {
      put(features, all);
      if (2 * size > slots.features.length) move(2 * slots.features.length, Infinity);
    },
    has: (features, all) => slots.features[find(features, all)] !== FREE,
    keepBelow: (limit) => move(slots.features.length, limit),
    sortedFeatures: () => slots.features.filter((mark) => mark !== FREE).sort(),
  };
}

const createSlots = (count: number) => ({ features: new Float64Array(count).fill(FREE), all: new Float64Array(count).fill(FREE) });
