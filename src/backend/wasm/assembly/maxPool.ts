import { ANY } from './tile';

/** The largest value of each window. [batch, height, width, channels] -> [batch, outHeight, outWidth, channels] */
export function maxPool(
  out: usize,
  images: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  windowHeight: i32,
  windowWidth: i32,
  down: i32,
  across: i32,
  top: i32,
  left: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>width * pixel;
  for (let i = 0; i < batch; i++, images += <usize>height * row) {
    for (let y = 0; y < outHeight; y++) {
      const first = max(0, y * down - top);
      const rows = min(height, y * down - top + windowHeight) - first;
      for (let x = 0; x < outWidth; x++, out += pixel) {
        const start = max(0, x * across - left);
        const columns = min(width, x * across - left + windowWidth) - start;
        const window = images + <usize>first * row + <usize>start * pixel;
        let channel: usize = 0;
        for (; channel + 16 <= pixel; channel += 16) v128.store(out + channel, largest(window + channel, rows, columns, row, pixel));
        for (; channel < pixel; channel += 4) store<f32>(out + channel, largestOne(window + channel, rows, columns, row, pixel));
      }
    }
  }
}

/** The largest values of a window, for four channels. */
export function largest(window: usize, rows: i32, columns: i32, row: usize, pixel: usize): v128 {
  let most = f32x4.splat(ANY);
  for (let y = 0; y < rows; y++, window += row) {
    for (let x = 0, at = window; x < columns; x++, at += pixel) most = f32x4.pmax(most, v128.load(at));
  }
  return most;
}

/** The same for one channel. */
export function largestOne(window: usize, rows: i32, columns: i32, row: usize, pixel: usize): f32 {
  let most: f32 = ANY;
  for (let y = 0; y < rows; y++, window += row) {
    for (let x = 0, at = window; x < columns; x++, at += pixel) {
      const value = load<f32>(at);
      if (value > most) most = value;
    }
  }
  return most;
}
