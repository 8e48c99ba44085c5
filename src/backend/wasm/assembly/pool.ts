import { ANY } from './fusion';
import { Geometry } from './geometry';
import { areQuarters, poolQuarters } from './quarter';

/**
 * Pooling: the largest value of each window where `ofLargest` is 1, else the mean of those that lie in the image. What is no number
 * is never the largest. [batch, height, width, channels] -> [batch, outHeight, outWidth, channels]
 */
export function pool(out: usize, images: usize, g: Geometry, ofLargest: i32): void {
  if (ofLargest && areQuarters(g)) return poolQuarters(out, images, g);
  const pixel = (<usize>g.channels) << 2;
  const row = <usize>g.width * pixel;
  for (let i = 0; i < g.batch; i++, images += <usize>g.height * row) {
    for (let y = 0; y < g.outHeight; y++) {
      const first = max(0, y * g.down - g.top);
      const rows = min(g.height, y * g.down - g.top + g.filterHeight) - first;
      for (let x = 0; x < g.outWidth; x++) {
        const start = max(0, x * g.across - g.left);
        const columns = min(g.width, x * g.across - g.left + g.filterWidth) - start;
        const window = images + <usize>first * row + <usize>start * pixel;
        let channel: usize = 0;
        for (; channel + 16 <= pixel; channel += 16, out += 16) {
          const at = window + channel;
          v128.store(out, ofLargest ? largest(at, rows, columns, row, pixel) : mean(at, rows, columns, row, pixel));
        }
        for (; channel < pixel; channel += 4, out += 4) {
          const at = window + channel;
          store<f32>(out, ofLargest ? largestOne(at, rows, columns, row, pixel) : meanOne(at, rows, columns, row, pixel));
        }
      }
    }
  }
}

/** The largest values of a window, for four channels. */
export function largest(window: usize, rows: i32, columns: i32, row: usize, pixel: usize): v128 {
  let most = f32x4.splat(ANY);
  for (; rows > 0; rows--, window += row) {
    for (let x = columns, at = window; x > 0; x--, at += pixel) most = f32x4.pmax(most, v128.load(at));
  }
  return most;
}

/** The same for one channel. */
export function largestOne(window: usize, rows: i32, columns: i32, row: usize, pixel: usize): f32 {
  let most: f32 = ANY;
  for (; rows > 0; rows--, window += row) {
    for (let x = columns, at = window; x > 0; x--, at += pixel) {
      const value = load<f32>(at);
      if (value > most) most = value;
    }
  }
  return most;
}

function mean(window: usize, rows: i32, columns: i32, row: usize, pixel: usize): v128 {
  const count = f32x4.splat(<f32>(rows * columns));
  let sum = f32x4.splat(0);
  for (; rows > 0; rows--, window += row) {
    for (let x = columns, at = window; x > 0; x--, at += pixel) sum = f32x4.add(sum, v128.load(at));
  }
  return f32x4.div(sum, count);
}

function meanOne(window: usize, rows: i32, columns: i32, row: usize, pixel: usize): f32 {
  const count = <f32>(rows * columns);
  let sum: f32 = 0;
  for (; rows > 0; rows--, window += row) {
    for (let x = columns, at = window; x > 0; x--, at += pixel) sum += load<f32>(at);
  }
  return sum / count;
}
