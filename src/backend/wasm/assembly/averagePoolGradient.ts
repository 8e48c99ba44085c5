import { Geometry } from './geometry';

/**
 * The gradient of average pooling: what arrives at a window is shared out evenly among the values of the image in it.
 * @param gradient As the images, [batch, height, width, channels].
 * @param arriving [batch, outHeight, outWidth, channels]
 */
export function averagePoolGradient(gradient: usize, arriving: usize, g: Geometry): void {
  const pixel = (<usize>g.channels) << 2;
  const row = <usize>g.width * pixel;
  memory.fill(gradient, 0, <usize>g.batch * <usize>g.height * row);
  for (let i = 0; i < g.batch; i++, gradient += <usize>g.height * row) {
    for (let y = 0; y < g.outHeight; y++) {
      const first = max(0, y * g.down - g.top);
      const rows = min(g.height, y * g.down - g.top + g.filterHeight) - first;
      for (let x = 0; x < g.outWidth; x++, arriving += pixel) {
        const start = max(0, x * g.across - g.left);
        const columns = min(g.width, x * g.across - g.left + g.filterWidth) - start;
        share(gradient + <usize>first * row + <usize>start * pixel, arriving, rows, columns, row, pixel);
      }
    }
  }
}

function share(window: usize, arriving: usize, rows: i32, columns: i32, row: usize, pixel: usize): void {
  const count = <f32>(rows * columns);
  for (let y = 0; y < rows; y++, window += row) {
    for (let x = 0, to = window; x < columns; x++, to += pixel) {
      let channel: usize = 0;
      for (; channel + 16 <= pixel; channel += 16) {
        const part = f32x4.div(v128.load(arriving + channel), f32x4.splat(count));
        v128.store(to + channel, f32x4.add(v128.load(to + channel), part));
      }
      for (; channel < pixel; channel += 4) {
        store<f32>(to + channel, load<f32>(to + channel) + load<f32>(arriving + channel) / count);
      }
    }
  }
}
