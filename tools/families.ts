import type { LayerKind } from '../src/spec/kind.ts';
import * as advancedActivations from '../src/spec/layers/advancedActivations.ts';
import * as convolution from '../src/spec/layers/convolution.ts';
import * as core from '../src/spec/layers/core.ts';
import * as embedding from '../src/spec/layers/embedding.ts';
import * as input from '../src/spec/layers/input.ts';
import * as merge from '../src/spec/layers/merge.ts';
import * as noise from '../src/spec/layers/noise.ts';
import * as normalization from '../src/spec/layers/normalization.ts';
import * as padding from '../src/spec/layers/padding.ts';
import * as pooling from '../src/spec/layers/pooling.ts';
import * as preprocessing from '../src/spec/layers/preprocessing.ts';
import * as recurrent from '../src/spec/layers/recurrent.ts';
import * as wrappers from '../src/spec/layers/wrappers.ts';

const modules = {
  input,
  core,
  convolution,
  pooling,
  padding,
  recurrent,
  wrappers,
  embedding,
  normalization,
  noise,
  advancedActivations,
  merge,
  preprocessing,
};

/** Kinds of layers by the file that they stand in, which the generated files follow. */
export const families: Readonly<Record<string, readonly LayerKind[]>> = Object.fromEntries(
  Object.entries(modules).map(([name, kinds]) => [name, Object.values(kinds as Readonly<Record<string, LayerKind>>)]),
);
