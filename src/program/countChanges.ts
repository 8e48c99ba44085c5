/** So often may something be changed from outside before what was recorded has computed anything. */
const MOST_CHANGES = 8;

/** Counts how often something was changed from outside since what was recorded has computed. */
export interface Changes {
  /** @returns Why nothing more is to be recorded, in a few words, where that is too often. */
  add(changed: { readonly layer: string; readonly name: string }): string | undefined;
  /** Tells that what was recorded has computed. */
  reset(): void;
}

export function countChanges(): Changes {
  let changes = 0;
  return {
    add: ({ layer, name }) => (++changes > MOST_CHANGES ? `"${name}" of ${layer} changes from step to step` : undefined),
    reset() {
      changes = 0;
    },
  };
}
