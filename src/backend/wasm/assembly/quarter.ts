import { ANY } from './fusion';
import { Geometry } from './geometry';

/** Whether windows are 2 by 2 side by side, all within the image, and channels come in fours. */
export function areQuarters(g: Geometry): bool {
  const sizes = (g.filterHeight ^ 2) | (g.filterWidth ^ 2) | (g.down ^ 2) | (g.across ^ 2) | g.top | g.left | (g.channels & 3);
  return sizes == 0 && 2 * g.outHeight <= g.height && 2 * g.outWidth <= g.width;
}

/** The largest value of each window, if `areQuarters`: to the bits of `pool`. */
export function poolQuarters(out: usize, images: usize, g: Geometry): void {
  const pixel = (<usize>g.channels) << 2;
  const row = <usize>g.width * pixel;
  for (let i = 0; i < g.batch; i++, images += <usize>g.height * row) {
    for (let y: usize = 0; y < <usize>g.outHeight; y++) {
      let window = images + 2 * y * row;
      for (const end = window + 2 * <usize>g.outWidth * pixel; window < end; window += pixel) {
        for (const next = window + pixel; window < next; window += 16, out += 16) v128.store(out, largestOf(window, row, pixel));
      }
    }
  }
}

/** What arrives at a window goes to the first of its largest values, if `areQuarters`: to the bits of `maxPoolGradient`. */
export function quartersGradient(gradient: usize, images: usize, arriving: usize, g: Geometry): void {
  const pixel = (<usize>g.channels) << 2;
  const row = <usize>g.width * pixel;
  const used = 2 * <usize>g.outWidth * pixel;
  const rest = <usize>(g.height - 2 * g.outHeight) * row;
  for (let i = 0; i < g.batch; i++) {
    for (let y = 0; y < g.outHeight; y++) {
      for (const end = images + used; images < end; images += pixel, gradient += pixel) {
        for (const next = images + pixel; images < next; images += 16, gradient += 16, arriving += 16) {
          const most = largestOf(images, row, pixel);
          let left = v128.load(arriving);
          left = give(gradient, images, left, most);
          left = give(gradient + pixel, images + pixel, left, most);
          left = give(gradient + row, images + row, left, most);
          give(gradient + row + pixel, images + row + pixel, left, most);
        }
      }
      // What no window reaches gets nothing.
      memory.fill(gradient, 0, row - used);
      images += 2 * row - used;
      gradient += 2 * row - used;
      memory.fill(gradient - (row - used), 0, row - used);
    }
    memory.fill(gradient, 0, rest);
    images += rest;
    gradient += rest;
  }
}

function largestOf(window: usize, row: usize, pixel: usize): v128 {
  let most = f32x4.pmax(f32x4.splat(ANY), v128.load(window));
  most = f32x4.pmax(most, v128.load(window + pixel));
  most = f32x4.pmax(most, v128.load(window + row));
  return f32x4.pmax(most, v128.load(window + row + pixel));
}

/** @returns What is left for those that come after. */
function give(gradient: usize, image: usize, arriving: v128, most: v128): v128 {
  const isMost = f32x4.eq(v128.load(image), most);
  // As where it is added to 0, which makes 0 of -0.
  v128.store(gradient, f32x4.add(f32x4.splat(0), v128.and(arriving, isMost)));
  return v128.andnot(arriving, isMost);
}
