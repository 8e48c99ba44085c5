/** What the module exports. Its memory is that of TF.js: addresses are those of tensors there. */
export { averagePoolGradient } from './averagePoolGradient';
export { batchNormalize } from './batchNormalize';
export { conv2D } from './conv2D';
export { conv2DFilterGradient, conv2DFilterGradientScratch } from './conv2DFilterGradient';
export { conv2DInputGradient } from './conv2DInputGradient';
export { copyAxes } from './copyAxes';
export { depthwiseGradient } from './depthwiseGradient';
export { logicalAnd, select } from './flags';
export { argMost, fold } from './fold';
export { convolutionScratch } from './image';
export { matMul, matMulScratch } from './matMul';
export { maxPoolGradient } from './maxPoolGradient';
export { combine } from './pairs';
export { sum } from './reduce';
export { resizeBilinear, resizeNearest } from './resize';
export { copyRuns, fill, gatherRows, oneHot, segmentSum } from './rows';
export { softmax } from './softmax';
export { exp, log, tanh } from './unary';
