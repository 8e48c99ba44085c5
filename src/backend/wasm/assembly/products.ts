/** Products and convolutions, which are compiled twice: for engines with relaxed SIMD and for those without. */
export { conv2D } from './conv2D';
export { conv2DFilterGradient, conv2DFilterGradientScratch } from './conv2DFilterGradient';
export { conv2DInputGradient } from './conv2DInputGradient';
export { convolutionScratch } from './image';
export { matMul, matMulScratch } from './matMul';
