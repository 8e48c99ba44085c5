import type { LayerSpec } from '../layerTypes.ts';

/** The layers of a network that forecasts, where it is left out. */
export const forecastLayers: readonly LayerSpec[] = [{ type: 'dense', units: 32, activation: 'relu' }];
