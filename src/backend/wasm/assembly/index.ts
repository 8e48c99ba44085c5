/** What the module exports. Its memory is that of TF.js: addresses are those of tensors there. */
export { matMul, matMulScratch } from './matMul';
