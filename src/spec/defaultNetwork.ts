import type { LayerSpec } from './layerTypes.ts';

/** The layers of a network that is left out: they serve most tables well, with the head that the target asks for behind them. */
export const defaultLayers: readonly LayerSpec[] = [
  { type: 'dense', units: 64, activation: 'relu' },
  { type: 'dense', units: 32, activation: 'relu' },
];
