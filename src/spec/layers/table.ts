import * as advancedActivations from './advancedActivations.ts';
import * as convolution from './convolution.ts';
import * as core from './core.ts';
import * as embedding from './embedding.ts';
import * as input from './input.ts';
import * as merge from './merge.ts';
import * as noise from './noise.ts';
import * as normalization from './normalization.ts';
import * as padding from './padding.ts';
import * as pooling from './pooling.ts';
import * as preprocessing from './preprocessing.ts';
import * as recurrent from './recurrent.ts';
import { addKind } from './registry.ts';
import * as wrappers from './wrappers.ts';

/** Every kind of layer, by its type. */
export const layerKinds = {
  ...input,
  ...core,
  ...convolution,
  ...pooling,
  ...padding,
  ...recurrent,
  ...wrappers,
  ...embedding,
  ...normalization,
  ...noise,
  ...advancedActivations,
  ...merge,
  ...preprocessing,
} as const;

for (const kind of Object.values(layerKinds)) addKind(kind);
