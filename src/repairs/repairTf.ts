import { repairAlphaDropout } from './alphaDropout.ts';
import { addChainedOps } from './chainedOps.ts';
import { repairConfigs } from './configs.ts';
import { repairDilation } from './convolution.ts';
import { addGradients } from './gradients.ts';
import type { Tf } from './layerClass.ts';
import { repairMasking } from './masking.ts';
import { repairNormalization } from './normalization.ts';
import { repairPreprocessing } from './preprocessing.ts';
import { repairResizing } from './resizing.ts';
import { repairSoftmax } from './softmax.ts';

/** Mends what is broken in TF.js 4.22 itself, whatever the backend. Done once, when TF.js is loaded; its layers must be loaded too. */
export function repairTf(tf: Tf): void {
  addChainedOps(tf);
  addGradients(tf);
  repairPreprocessing(tf);
  repairNormalization(tf);
  repairDilation(tf);
  repairResizing(tf);
  repairSoftmax(tf);
  repairMasking(tf);
  repairAlphaDropout(tf);
  repairConfigs(tf);
}
