/**
 * offset + (x - mean) * scale / sqrt(variance + epsilon). [rows, columns] -> [rows, columns]
 * @param meanRow Bytes from one row to the next: 0 where the same row stands for all. So with the other three.
 * @param offset Or 0 for none, as with scale.
 * @param factors Room for a row.
 */
export function batchNormalize(
  out: usize,
  x: usize,
  rows: i32,
  columns: i32,
  mean: usize,
  meanRow: usize,
  variance: usize,
  varianceRow: usize,
  offset: usize,
  offsetRow: usize,
  scale: usize,
  scaleRow: usize,
  epsilon: f32,
  factors: usize,
): void {
  const bytes = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++, mean += meanRow, variance += varianceRow, offset += offsetRow, scale += scaleRow) {
    if (row == 0 || (varianceRow | scaleRow) != 0) factorsOf(factors, variance, scale, bytes, epsilon);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) {
      const product = f32x4.mul(f32x4.sub(v128.load(x + at), v128.load(mean + at)), v128.load(factors + at));
      v128.store(out + at, offset ? f32x4.add(product, v128.load(offset + at)) : product);
    }
    for (; at < bytes; at += 4) {
      const product = (load<f32>(x + at) - load<f32>(mean + at)) * load<f32>(factors + at);
      store<f32>(out + at, offset ? product + load<f32>(offset + at) : product);
    }
    out += bytes;
    x += bytes;
  }
}

function factorsOf(factors: usize, variance: usize, scale: usize, bytes: usize, epsilon: f32): void {
  const one = f32x4.splat(1);
  const more = f32x4.splat(epsilon);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    const root = f32x4.sqrt(f32x4.add(v128.load(variance + at), more));
    v128.store(factors + at, f32x4.div(scale ? v128.load(scale + at) : one, root));
  }
  for (; at < bytes; at += 4) {
    store<f32>(factors + at, (scale ? load<f32>(scale + at) : <f32>1) / sqrt<f32>(load<f32>(variance + at) + epsilon));
  }
}
