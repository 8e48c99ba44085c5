import { copyBytes } from './rows';

/**
 * An image within a larger one of zeros, each of its channels `multiplier` times and then zeros up to `wide` of them.
 * [height, width, channels] -> [outHeight, outWidth, wide]
 * @param top Rows of zeros before it, and columns to its `left`.
 * @param down From one of its rows to the next there, and `across` from one column to the next.
 */
export function widenImage(
  out: usize,
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  multiplier: i32,
  wide: i32,
  outHeight: i32,
  outWidth: i32,
  top: i32,
  left: i32,
  down: i32,
  across: i32,
): void {
  const pixel = (<usize>wide) << 2;
  const line = <usize>outWidth * pixel;
  const bytes = (<usize>channels) << 2;
  memory.fill(out, 0, <usize>outHeight * line);
  out += <usize>top * line + <usize>left * pixel;
  for (let y = 0; y < height; y++, out += <usize>down * line) {
    for (let x = 0, to = out; x < width; x++, to += <usize>across * pixel, image += bytes) {
      if (multiplier == 1) copyBytes(to, image, bytes);
      else repeatEach(to, image, channels, multiplier);
    }
  }
}

function repeatEach(to: usize, from: usize, count: i32, times: i32): void {
  for (; count > 0; count--, from += 4) {
    const value = load<f32>(from);
    for (let i = 0; i < times; i++, to += 4) store<f32>(to, value);
  }
}

/** Sums of `times` numbers each. [pixels, wide], of which channels * times count -> [pixels, channels] */
export function sumEach(out: usize, from: usize, pixels: i32, wide: i32, channels: i32, times: i32): void {
  const rest = (<usize>(wide - channels * times)) << 2;
  for (; pixels > 0; pixels--, from += rest) {
    for (let channel = 0; channel < channels; channel++, out += 4) {
      let sum: f32 = 0;
      for (let i = 0; i < times; i++, from += 4) sum += load<f32>(from);
      store<f32>(out, sum);
    }
  }
}

/** Rows of `channels` numbers with zeros up to `wide`, in the order in which they are, or in the other where `isTurned`. */
export function widenRows(to: usize, from: usize, rows: i32, channels: i32, wide: i32, isTurned: bool): void {
  const bytes = (<usize>channels) << 2;
  const pixel = (<usize>wide) << 2;
  memory.fill(to, 0, <usize>rows * pixel);
  for (let row = 0; row < rows; row++, from += bytes) copyBytes(to + <usize>(isTurned ? rows - 1 - row : row) * pixel, from, bytes);
}
