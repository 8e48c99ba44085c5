import { repairCpu } from './repair.ts';

/** The gradient of resizing evenly. TF.js's plain JavaScript computes it rightly, and then says that its height is its width. */
export const resizeBilinearGrad = repairCpu<'images' | 'dy', object>('ResizeBilinearGrad', ({ inputs: { images } }, runStock) => ({
  ...runStock(),
  shape: images.shape,
}));
