/**
 * How a filter or a window moves over images: a table of 32-bit numbers, in the order in which ../geometry.ts writes it. Images are
 * [batch, height, width, channels], what comes out is [batch, outHeight, outWidth, outChannels].
 */
@unmanaged
export class Geometry {
  batch: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  filterHeight: i32;
  filterWidth: i32;
  /** From one place of the filter to the next, in rows and columns of the image. */
  down: i32;
  across: i32;
  /** From one value of the filter to the next, in the same. */
  dilationDown: i32;
  dilationAcross: i32;
  /** Rows and columns of padding before the first of the image. */
  top: i32;
  left: i32;
  /** Of an image with its padding; where it is no larger than the image it is read in place. */
  paddedHeight: i32;
  paddedWidth: i32;
}
