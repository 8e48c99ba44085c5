import type { LayerSpec } from '../layerTypes.ts';

/** The layers of a network that forecasts, where it is left out: windows overlap, so that there is less to learn from than it seems. */
export const forecastLayers: readonly LayerSpec[] = [
  { type: 'dense', units: 32, activation: 'relu', kernelRegularizer: { type: 'l2', l2: 0.001 } },
];
