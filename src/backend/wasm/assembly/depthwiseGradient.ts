import { Geometry } from './geometry';

/**
 * Both gradients of a depthwise convolution, in which channel c of an image gives the channels c * multiplier and on of the output.
 * Of the images where `ofImages` is 1: gradient [batch, height, width, channels] from the filter; else of the filter:
 * [filterHeight, filterWidth, channels, multiplier] from the images, which `other` is in each case.
 * @param arriving [batch, outHeight, outWidth, channels * multiplier]
 */
export function depthwiseGradient(gradient: usize, other: usize, arriving: usize, g: Geometry, ofImages: i32): void {
  const channels = g.channels;
  const multiplier = g.outChannels / channels;
  const pixel = (<usize>channels) << 2;
  const outPixel = <usize>multiplier * pixel;
  const row = <usize>g.width * pixel;
  memory.fill(gradient, 0, ofImages ? <usize>g.batch * <usize>g.height * row : <usize>(g.filterHeight * g.filterWidth) * outPixel);
  const images = ofImages ? gradient : other;
  const filter = ofImages ? other : gradient;
  for (let i = 0; i < g.batch; i++) {
    const image = images + <usize>i * <usize>g.height * row;
    for (let outY = 0; outY < g.outHeight; outY++) {
      for (let outX = 0; outX < g.outWidth; outX++, arriving += outPixel) {
        for (let fy = 0; fy < g.filterHeight; fy++) {
          const y = outY * g.down + fy * g.dilationDown - g.top;
          if (y < 0 || y >= g.height) continue;
          for (let fx = 0; fx < g.filterWidth; fx++) {
            const x = outX * g.across + fx * g.dilationAcross - g.left;
            if (x < 0 || x >= g.width) continue;
            const values = image + <usize>y * row + <usize>x * pixel;
            const weights = filter + <usize>(fy * g.filterWidth + fx) * outPixel;
            if (multiplier == 1) addProducts(ofImages ? values : weights, ofImages ? weights : values, arriving, pixel);
            else if (ofImages) addToImage(values, weights, arriving, channels, multiplier);
            else addToFilter(weights, values, arriving, channels, multiplier);
          }
        }
      }
    }
  }
}

/** to += a . b, value by value. */
function addProducts(to: usize, a: usize, b: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(v128.load(a + at), v128.load(b + at))));
  }
  for (; at < bytes; at += 4) store<f32>(to + at, load<f32>(to + at) + load<f32>(a + at) * load<f32>(b + at));
}

function addToImage(to: usize, weights: usize, arriving: usize, channels: i32, multiplier: i32): void {
  for (let channel = 0; channel < channels; channel++, to += 4) {
    let sum: f32 = 0;
    for (let m = 0; m < multiplier; m++, weights += 4, arriving += 4) sum += load<f32>(weights) * load<f32>(arriving);
    store<f32>(to, load<f32>(to) + sum);
  }
}

function addToFilter(to: usize, values: usize, arriving: usize, channels: i32, multiplier: i32): void {
  for (let channel = 0; channel < channels; channel++, values += 4) {
    const value = load<f32>(values);
    for (let m = 0; m < multiplier; m++, to += 4, arriving += 4) store<f32>(to, load<f32>(to) + value * load<f32>(arriving));
  }
}
