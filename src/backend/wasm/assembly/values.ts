// Classes stand for what a loop does with values, where their functions become its code: no object is ever made. None overrides a
// function of another, since that would be looked up each time.
//
// taken, made: bytes of a value that comes in, and of one that goes out
// atOnce: so many are computed at once
// getOne: one, as often as there is room; putOne: the first

/** Numbers of four bytes, and others of them. */
export class Numbers {
  @inline
  taken(): usize {
    return 4;
  }
  @inline
  made(): usize {
    return 4;
  }
  @inline
  atOnce(): i32 {
    return 4;
  }
  @inline
  get(x: usize): v128 {
    return v128.load(x);
  }
  @inline
  getOne(x: usize): v128 {
    return v128.load_splat<f32>(x);
  }
  @inline
  put(out: usize, values: v128): void {
    v128.store(out, values);
  }
  @inline
  putOne(out: usize, values: v128): void {
    store<f32>(out, f32x4.extract_lane(values, 0));
  }
}

/** Numbers, and flags of them: bytes of 0 or 1, of masks. */
export class Questions {
  @inline
  taken(): usize {
    return 4;
  }
  @inline
  made(): usize {
    return 1;
  }
  @inline
  atOnce(): i32 {
    return 4;
  }
  @inline
  get(x: usize): v128 {
    return v128.load(x);
  }
  @inline
  getOne(x: usize): v128 {
    return v128.load_splat<f32>(x);
  }
  @inline
  put(out: usize, masks: v128): void {
    const bytes = i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(masks, masks), i16x8.splat(0));
    store<u32>(out, i32x4.extract_lane(bytes, 0) & 0x01010101);
  }
  @inline
  putOne(out: usize, masks: v128): void {
    store<u8>(out, <u8>(i32x4.extract_lane(masks, 0) & 1));
  }
}

/** Flags, which are bytes, as whole numbers, and numbers of them. */
export class Counts {
  @inline
  taken(): usize {
    return 1;
  }
  @inline
  made(): usize {
    return 4;
  }
  @inline
  atOnce(): i32 {
    return 4;
  }
  @inline
  get(x: usize): v128 {
    return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(x)));
  }
  @inline
  getOne(x: usize): v128 {
    return i32x4.splat(<i32>load<u8>(x));
  }
  @inline
  put(out: usize, values: v128): void {
    v128.store(out, values);
  }
  @inline
  putOne(out: usize, values: v128): void {
    store<i32>(out, i32x4.extract_lane(values, 0));
  }
}

/** Flags as masks of bytes, set where they are not 0, and others of them. */
export class Flags {
  @inline
  taken(): usize {
    return 1;
  }
  @inline
  made(): usize {
    return 1;
  }
  @inline
  atOnce(): i32 {
    return 16;
  }
  @inline
  get(x: usize): v128 {
    return i8x16.ne(v128.load(x), i8x16.splat(0));
  }
  @inline
  getOne(x: usize): v128 {
    return i8x16.ne(v128.load_splat<u8>(x), i8x16.splat(0));
  }
  @inline
  put(out: usize, masks: v128): void {
    v128.store(out, v128.and(masks, i8x16.splat(1)));
  }
  @inline
  putOne(out: usize, masks: v128): void {
    store<u8>(out, <u8>(i32x4.extract_lane(masks, 0) & 1));
  }
}
