/** From one value to another along half a cosine; `share`: how far it has come, 0 to 1. */
export const halfCosine = (from: number, to: number, share: number): number => to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * share));
