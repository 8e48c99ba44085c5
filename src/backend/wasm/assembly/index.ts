/** What the module exports, but for products and convolutions (products.ts). Its memory is that of TF.js: addresses are those of tensors there. */
export { averagePoolGradient } from './averagePoolGradient';
export { batchNormalize } from './batchNormalize';
export { copyAxes } from './copyAxes';
export { depthwise, depthwiseFilterGradient, depthwiseInputGradient, depthwiseScratch } from './depthwise';
export { drawMask, drawUniform } from './draw';
export { areFinite } from './finite';
export { passWithin, select, selectRows } from './flags';
export { argMost, fold } from './fold';
export { maxPoolGradient } from './maxPoolGradient';
export { adadelta, adam, adamax, addAll, average, clipAll, descend, lion, rms, scaleAll, squaredNorm, takeMean, trace } from './optimizers';
export { combine } from './pairs';
export { pool } from './pool';
export { sum } from './reduce';
export { resizeBilinear, resizeNearest } from './resize';
export { copyRuns, fill, gatherRows, oneHot, segmentSum } from './rows';
export { softmax } from './softmax';
export { map } from './unary';
