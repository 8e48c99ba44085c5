/** The factor at a step, counted from the end of the warm-up. */
export type Curve = (step: number) => number;
