import { poolingOf, type PoolingAttributes } from '../kernels/pooling.ts';
import { tableOf } from './geometry.ts';

/** How the windows of a pooling move over images [batch, height, width, channels], as our module reads it. */
export function windowsOf(shape: readonly number[], attrs: PoolingAttributes): readonly number[] {
  const { batch, channels, axes } = poolingOf(shape, attrs);
  const [, height, width] = axes;
  return tableOf({
    batch,
    height: height.size,
    width: width.size,
    channels,
    outHeight: height.out,
    outWidth: width.out,
    outChannels: channels,
    filterHeight: height.window,
    filterWidth: width.window,
    down: height.stride,
    across: width.stride,
    dilationDown: 1,
    dilationAcross: 1,
    top: height.before,
    left: width.before,
    // Padding is passed over.
    paddedHeight: height.size,
    paddedWidth: width.size,
  });
}
