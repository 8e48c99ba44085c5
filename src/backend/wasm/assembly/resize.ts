import { copyBytes } from './rows';

/** Where a pixel of `bytes` bytes lies. */
function pixel(images: usize, row: i32, column: i32, width: i32, bytes: usize): usize {
  return images + <usize>(row * width + column) * bytes;
}

/**
 * Copies the pixels that each new one is taken from, or adds what arrives at each to those.
 * [batch, height, width, channels] -> [batch, newHeight, newWidth, channels], or back
 * @param places The old row of each new one, and then the old column.
 * @param bytes Of a pixel.
 */
export function resizeNearest(
  images: usize,
  resized: usize,
  batch: i32,
  height: i32,
  width: i32,
  newHeight: i32,
  newWidth: i32,
  bytes: usize,
  places: usize,
  isGradient: i32,
): void {
  const columns = places + ((<usize>newHeight) << 2);
  const end = columns + ((<usize>newWidth) << 2);
  const image = <usize>(height * width) * bytes;
  if (isGradient) memory.fill(images, 0, <usize>batch * image);
  for (; batch > 0; batch--, images += image) {
    for (let row = places; row < columns; row += 4) {
      for (let column = columns; column < end; column += 4, resized += bytes) {
        const old = pixel(images, load<i32>(row), load<i32>(column), width, bytes);
        if (isGradient) addScaled(old, resized, 1, bytes);
        else copyBytes(resized, old, bytes);
      }
    }
  }
}

/**
 * The same between pixels: each new one is a mean of four, weighted by how near they are.
 * @param places Of each new row the old one before, that after it, and how far it is from the one before, as a 32-bit float; and then of
 * each column.
 */
export function resizeBilinear(
  images: usize,
  resized: usize,
  batch: i32,
  height: i32,
  width: i32,
  newHeight: i32,
  newWidth: i32,
  bytes: usize,
  places: usize,
  isGradient: i32,
): void {
  const columns = places + <usize>newHeight * 12;
  const end = columns + <usize>newWidth * 12;
  const image = <usize>(height * width) * bytes;
  if (isGradient) memory.fill(images, 0, <usize>batch * image);
  for (; batch > 0; batch--, images += image) {
    for (let row = places; row < columns; row += 12) {
      const down = load<f32>(row, 8);
      for (let column = columns; column < end; column += 12, resized += bytes) {
        const across = load<f32>(column, 8);
        const topLeft = pixel(images, load<i32>(row), load<i32>(column), width, bytes);
        const topRight = pixel(images, load<i32>(row), load<i32>(column, 4), width, bytes);
        const bottomLeft = pixel(images, load<i32>(row, 4), load<i32>(column), width, bytes);
        const bottomRight = pixel(images, load<i32>(row, 4), load<i32>(column, 4), width, bytes);
        if (isGradient) {
          addScaled(topLeft, resized, (1 - down) * (1 - across), bytes);
          addScaled(topRight, resized, (1 - down) * across, bytes);
          addScaled(bottomLeft, resized, down * (1 - across), bytes);
          addScaled(bottomRight, resized, down * across, bytes);
        } else between(resized, topLeft, topRight, bottomLeft, bottomRight, down, across, bytes);
      }
    }
  }
}

/** sums += x * factor */
function addScaled(sums: usize, x: usize, factor: f32, bytes: usize): void {
  let at: usize = 0;
  const factors = f32x4.splat(factor);
  for (; at + 16 <= bytes; at += 16) v128.store(sums + at, f32x4.add(v128.load(sums + at), f32x4.mul(v128.load(x + at), factors)));
  for (; at < bytes; at += 4) store<f32>(sums + at, load<f32>(sums + at) + load<f32>(x + at) * factor);
}

function between(
  out: usize,
  topLeft: usize,
  topRight: usize,
  bottomLeft: usize,
  bottomRight: usize,
  down: f32,
  across: f32,
  bytes: usize,
): void {
  const downs = f32x4.splat(down);
  const acrosses = f32x4.splat(across);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    const top = toward(v128.load(topLeft + at), v128.load(topRight + at), acrosses);
    const bottom = toward(v128.load(bottomLeft + at), v128.load(bottomRight + at), acrosses);
    v128.store(out + at, toward(top, bottom, downs));
  }
  for (; at < bytes; at += 4) {
    const top = toward(v128.load32_zero(topLeft + at), v128.load32_zero(topRight + at), acrosses);
    const bottom = toward(v128.load32_zero(bottomLeft + at), v128.load32_zero(bottomRight + at), acrosses);
    store<f32>(out + at, f32x4.extract_lane(toward(top, bottom, downs), 0));
  }
}

/** From a to b, so much of the way. */
function toward(a: v128, b: v128, share: v128): v128 {
  return f32x4.add(a, f32x4.mul(f32x4.sub(b, a), share));
}
