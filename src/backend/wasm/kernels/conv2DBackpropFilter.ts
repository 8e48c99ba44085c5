import { convolutionOf, isDilated, type ConvolutionAttributes } from '../convolution.ts';
import { imagePieces } from '../imagePieces.ts';
import { plannedKernel } from '../plannedKernel.ts';

interface Attributes extends ConvolutionAttributes {
  readonly filterShape: readonly number[];
}

/** The gradient of a convolution with respect to its filter. */
export const conv2DBackpropFilter = plannedKernel<'x' | 'dy', Attributes>(
  'Conv2DBackpropFilter',
  ({ x, dy }, attrs, { conv2DFilterGradient, conv2DFilterGradientScratch }) => {
    const convolution = convolutionOf(x.shape, attrs.filterShape, attrs);
    if (convolution === undefined || isDilated(convolution) || x.dtype !== 'float32' || dy.dtype !== 'float32') return undefined;
    const { table, pieces } = imagePieces(convolution);
    return {
      output: { shape: [...attrs.filterShape], dtype: 'float32' },
      scratch: conv2DFilterGradientScratch(convolution.outWidth, convolution.imageNumbers),
      table,
      bind:
        ({ inputs: { x, dy }, output: gradient, scratch, table: geometry }) =>
        () =>
          conv2DFilterGradient(gradient, x, dy, geometry, 0, scratch),
      ...(pieces.length > 0 && {
        bindPieces: ({ inputs: { x, dy }, output: gradient, scratch, table }) =>
          pieces.map(
            ({ before, after, geometry }, i) =>
              () =>
                conv2DFilterGradient(gradient, x + before, dy + after, table + geometry, Number(i > 0), scratch),
          ),
      }),
    };
  },
);
