import { sumEach, widenImage, widenRows } from './channels';
import { BIAS_LAST, lowestOf } from './fusion';
import { Geometry } from './geometry';

/** Channels are taken four at a time: so many, with zeros for those that are missing. */
function wideOf(g: Geometry): i32 {
  return (g.outChannels + 3) & ~3;
}

/**
 * Bytes of scratch that a depthwise convolution or one of its gradients needs: the filter, two rows of `outChannels`, and what it
 * reads and makes with padding and with each channel as often as the multiplier says, in pixels.
 */
export function depthwiseScratch(outChannels: i32, filterPixels: i32, pixels: i32): usize {
  return (<usize>((outChannels + 3) & ~3) * <usize>(filterPixels + 2 + pixels)) << 2;
}

/**
 * A depthwise convolution with a bias, with what `fusion` says (./fusion.ts): channel c of an image gives the channels
 * c * multiplier and on of the output. The filter is [filterHeight, filterWidth, channels, multiplier].
 * @param bias [outChannels], or 0 for none.
 * @param scratch depthwiseScratch(outChannels, pixels of the filter, pixels of an image with its padding) bytes.
 */
export function depthwise(out: usize, images: usize, filter: usize, bias: usize, fusion: i32, g: Geometry, scratch: usize): void {
  const wide = wideOf(g);
  const pixel = (<usize>wide) << 2;
  const places = g.filterHeight * g.filterWidth;
  const added = scratch + <usize>places * pixel;
  const zeros = added + pixel;
  const padded = zeros + pixel;
  widenRows(scratch, filter, places, g.outChannels, wide, false);
  memory.fill(added, 0, 2 * pixel);
  if (bias) widenRows(added, bias, 1, g.outChannels, wide, false);
  const isLast = bias && fusion & BIAS_LAST;
  const imageBytes = (<usize>g.height * <usize>g.width * <usize>g.channels) << 2;
  const outPixel = (<usize>g.outChannels) << 2;
  for (let i = 0; i < g.batch; i++, images += imageBytes, out += <usize>(g.outHeight * g.outWidth) * outPixel) {
    const image = preparedImage(padded, images, wide, g);
    // prettier-ignore
    slide(out, outPixel, g.outChannels, image, scratch, isLast ? zeros : added, isLast ? added : 0, lowestOf(fusion), wide, g.paddedWidth, g.outHeight, g.outWidth, g.down, g.across, g);
  }
}

/** The gradient of a depthwise convolution with respect to its images. The padding may be at most the filter less 1 on each side. */
export function depthwiseInputGradient(gradient: usize, arriving: usize, filter: usize, g: Geometry, scratch: usize): void {
  const wide = wideOf(g);
  const pixel = (<usize>wide) << 2;
  const places = g.filterHeight * g.filterWidth;
  const zeros = scratch + <usize>places * pixel;
  const spread = zeros + 2 * pixel;
  const reachDown = (g.filterHeight - 1) * g.dilationDown;
  const reachAcross = (g.filterWidth - 1) * g.dilationAcross;
  const height = g.height + reachDown;
  const width = g.width + reachAcross;
  const made = spread + <usize>(height * width) * pixel;
  const multiplier = g.outChannels / g.channels;
  widenRows(scratch, filter, places, g.outChannels, wide, true);
  memory.fill(zeros, 0, pixel);
  const imageBytes = (<usize>g.height * <usize>g.width * <usize>g.channels) << 2;
  const outBytes = (<usize>g.outHeight * <usize>g.outWidth * <usize>g.outChannels) << 2;
  for (let i = 0; i < g.batch; i++, gradient += imageBytes, arriving += outBytes) {
    // prettier-ignore
    widenImage(spread, arriving, g.outHeight, g.outWidth, g.outChannels, 1, wide, height, width, reachDown - g.top, reachAcross - g.left, g.down, g.across);
    const to = multiplier == 1 ? gradient : made;
    const count = multiplier == 1 ? g.channels : wide;
    slide(to, (<usize>count) << 2, count, spread, scratch, zeros, 0, lowestOf(0), wide, width, g.height, g.width, 1, 1, g);
    if (multiplier > 1) sumEach(gradient, made, g.height * g.width, wide, g.channels, multiplier);
  }
}

/**
 * The same with respect to its filter.
 * @param scratch Of an image with its padding and of what arrives.
 */
export function depthwiseFilterGradient(gradient: usize, images: usize, arriving: usize, g: Geometry, scratch: usize): void {
  const wide = wideOf(g);
  const pixel = (<usize>wide) << 2;
  const places = g.filterHeight * g.filterWidth;
  const padded = scratch + <usize>(places + 2) * pixel;
  const arrived = padded + <usize>(g.paddedHeight * g.paddedWidth) * pixel;
  memory.fill(scratch, 0, <usize>places * pixel);
  const imageBytes = (<usize>g.height * <usize>g.width * <usize>g.channels) << 2;
  const outPixels = g.outHeight * g.outWidth;
  for (let i = 0; i < g.batch; i++, images += imageBytes, arriving += (<usize>(outPixels * g.outChannels)) << 2) {
    const image = preparedImage(padded, images, wide, g);
    let from = arriving;
    if (wide != g.outChannels) {
      widenRows(arrived, arriving, outPixels, g.outChannels, wide, false);
      from = arrived;
    }
    addMeetings(scratch, image, from, wide, g);
  }
  const row = (<usize>g.outChannels) << 2;
  for (let place = 0; place < places; place++) memory.copy(gradient + <usize>place * row, scratch + <usize>place * pixel, row);
}

/** An image with its padding and each of its channels as often as the multiplier says; itself where that is all the same. */
function preparedImage(to: usize, image: usize, wide: i32, g: Geometry): usize {
  if (g.channels == wide && g.paddedHeight == g.height && g.paddedWidth == g.width) return image;
  const multiplier = g.outChannels / g.channels;
  // prettier-ignore
  widenImage(to, image, g.height, g.width, g.channels, multiplier, wide, g.paddedHeight, g.paddedWidth, g.top, g.left, 1, 1);
  return to;
}

/**
 * Slides a filter over an image, channel by channel, four places at once. [.., width, wide] -> [outHeight, outWidth, count]
 * @param start What the sums begin with and `last` what is added in the end, [wide]; last may be 0 for none.
 * @param g The size of the filter and its dilations; all else is given.
 */
function slide(
  out: usize,
  outPixel: usize,
  count: i32,
  image: usize,
  filter: usize,
  start: usize,
  last: usize,
  lowest: f32,
  wide: i32,
  width: i32,
  outHeight: i32,
  outWidth: i32,
  down: i32,
  across: i32,
  g: Geometry,
): void {
  const filterHeight = g.filterHeight;
  const filterWidth = g.filterWidth;
  const pixel = (<usize>wide) << 2;
  const line = <usize>width * pixel;
  const right = <usize>g.dilationAcross * pixel;
  const below = <usize>g.dilationDown * line;
  const next = <usize>across * pixel;
  const least = f32x4.splat(lowest);
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0, places = 4; x < outWidth; x += 4, out += <usize>places * outPixel) {
      places = min(4, outWidth - x);
      const a0 = image + <usize>(y * down) * line + <usize>x * next;
      const a1 = places > 1 ? a0 + next : a0;
      const a2 = places > 2 ? a1 + next : a1;
      const a3 = places > 3 ? a2 + next : a2;
      for (let channel = 0; channel < count; channel += 4) {
        const at = (<usize>channel) << 2;
        let c0 = v128.load(start + at), c1 = c0, c2 = c0, c3 = c0; // prettier-ignore
        let waddeds = filter + at;
        let patches = at;
        for (let fy = filterHeight; fy > 0; fy--, patches += below) {
          for (let fx = filterWidth, p = patches; fx > 0; fx--, p += right, waddeds += pixel) {
            const w = v128.load(waddeds);
            c0 = f32x4.add(c0, f32x4.mul(v128.load(a0 + p), w));
            c1 = f32x4.add(c1, f32x4.mul(v128.load(a1 + p), w));
            c2 = f32x4.add(c2, f32x4.mul(v128.load(a2 + p), w));
            c3 = f32x4.add(c3, f32x4.mul(v128.load(a3 + p), w));
          }
        }
        if (last) {
          const end = v128.load(last + at);
          c0 = f32x4.add(c0, end);
          c1 = f32x4.add(c1, end);
          c2 = f32x4.add(c2, end);
          c3 = f32x4.add(c3, end);
        }
        const lanes = count - channel;
        const to = out + at;
        storeLanes(to, f32x4.pmax(c0, least), lanes);
        if (places > 1) storeLanes(to + outPixel, f32x4.pmax(c1, least), lanes);
        if (places > 2) storeLanes(to + 2 * outPixel, f32x4.pmax(c2, least), lanes);
        if (places > 3) storeLanes(to + 3 * outPixel, f32x4.pmax(c3, least), lanes);
      }
    }
  }
}

/** The first of four numbers, as many as `count` says. */
function storeLanes(to: usize, numbers: v128, count: i32): void {
  if (count >= 4) {
    v128.store(to, numbers);
    return;
  }
  store<f32>(to, f32x4.extract_lane(numbers, 0));
  if (count > 1) store<f32>(to, f32x4.extract_lane(numbers, 1), 4);
  if (count > 2) store<f32>(to, f32x4.extract_lane(numbers, 2), 8);
}

/** Adds to the gradient of a filter what one image gives, up to four columns of the filter at once. */
function addMeetings(gradient: usize, image: usize, arriving: usize, wide: i32, g: Geometry): void {
  const pixel = (<usize>wide) << 2;
  const line = <usize>g.paddedWidth * pixel;
  const right = <usize>g.dilationAcross * pixel;
  const down = <usize>g.down * line;
  const across = <usize>g.across * pixel;
  const outHeight = g.outHeight;
  const outWidth = g.outWidth;
  for (let fy = 0; fy < g.filterHeight; fy++) {
    for (let fx = 0; fx < g.filterWidth; fx += 4) {
      const columns = min(4, g.filterWidth - fx);
      const patches = image + <usize>(fy * g.dilationDown) * line + <usize>fx * right;
      const to = gradient + <usize>(fy * g.filterWidth + fx) * pixel;
      const next1: usize = columns > 1 ? right : 0;
      const next2: usize = columns > 2 ? 2 * right : next1;
      const next3: usize = columns > 3 ? 3 * right : next2;
      for (let at: usize = 0; at < pixel; at += 16) {
        let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0; // prettier-ignore
        let from = arriving + at;
        for (let y = 0, start = patches + at; y < outHeight; y++, start += down) {
          for (let x = outWidth, p = start; x > 0; x--, p += across, from += pixel) {
            const d = v128.load(from);
            c0 = f32x4.add(c0, f32x4.mul(v128.load(p), d));
            c1 = f32x4.add(c1, f32x4.mul(v128.load(p + next1), d));
            c2 = f32x4.add(c2, f32x4.mul(v128.load(p + next2), d));
            c3 = f32x4.add(c3, f32x4.mul(v128.load(p + next3), d));
          }
        }
        addTo(to + at, c0);
        if (columns > 1) addTo(to + at + pixel, c1);
        if (columns > 2) addTo(to + at + 2 * pixel, c2);
        if (columns > 3) addTo(to + at + 3 * pixel, c3);
      }
    }
  }
}

function addTo(at: usize, numbers: v128): void {
  v128.store(at, f32x4.add(v128.load(at), numbers));
}
