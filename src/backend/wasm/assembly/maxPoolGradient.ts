import { Geometry } from './geometry';
import { largest, largestOne } from './pool';
import { areQuarters, quartersGradient } from './quarter';

/**
 * The gradient of max pooling: what arrives at a window goes to the first of its largest values.
 * @param gradient As the images, [batch, height, width, channels].
 * @param arriving [batch, outHeight, outWidth, channels]
 */
export function maxPoolGradient(gradient: usize, images: usize, arriving: usize, g: Geometry): void {
  if (areQuarters(g)) return quartersGradient(gradient, images, arriving, g);
  const pixel = (<usize>g.channels) << 2;
  const row = <usize>g.width * pixel;
  memory.fill(gradient, 0, <usize>g.batch * <usize>g.height * row);
  for (let i = 0; i < g.batch; i++, images += <usize>g.height * row, gradient += <usize>g.height * row) {
    for (let y = 0; y < g.outHeight; y++) {
      const first = max(0, y * g.down - g.top);
      const rows = min(g.height, y * g.down - g.top + g.filterHeight) - first;
      for (let x = 0; x < g.outWidth; x++, arriving += pixel) {
        const start = max(0, x * g.across - g.left);
        const columns = min(g.width, x * g.across - g.left + g.filterWidth) - start;
        const window = <usize>first * row + <usize>start * pixel;
        let channel: usize = 0;
        for (; channel + 16 <= pixel; channel += 16) {
          const to = gradient + window + channel;
          give(to, images + window + channel, v128.load(arriving + channel), rows, columns, row, pixel);
        }
        for (; channel < pixel; channel += 4) {
          const to = gradient + window + channel;
          giveOne(to, images + window + channel, load<f32>(arriving + channel), rows, columns, row, pixel);
        }
      }
    }
  }
}

function give(gradient: usize, window: usize, arriving: v128, rows: i32, columns: i32, row: usize, pixel: usize): void {
  const most = largest(window, rows, columns, row, pixel);
  for (let y = 0; y < rows; y++, window += row, gradient += row) {
    for (let x = 0, at: usize = 0; x < columns; x++, at += pixel) {
      const isLargest = f32x4.eq(v128.load(window + at), most);
      v128.store(gradient + at, f32x4.add(v128.load(gradient + at), v128.and(arriving, isLargest)));
      arriving = v128.andnot(arriving, isLargest);
    }
  }
}

function giveOne(gradient: usize, window: usize, arriving: f32, rows: i32, columns: i32, row: usize, pixel: usize): void {
  const most = largestOne(window, rows, columns, row, pixel);
  for (let y = 0; y < rows; y++, window += row, gradient += row) {
    for (let x = 0, at: usize = 0; x < columns; x++, at += pixel) {
      if (load<f32>(window + at) == most) {
        store<f32>(gradient + at, load<f32>(gradient + at) + arriving);
        return;
      }
    }
  }
}
