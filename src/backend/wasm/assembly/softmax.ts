import { fold } from './fold';
import { Functions } from './functions';
import { sum } from './reduce';

/** The numbers of each row as shares of one: exp(x - max) over their sum. [rows, columns] -> [rows, columns] */
export function softmax(out: usize, x: usize, rows: i32, columns: i32): void {
  const bytes = (<usize>columns) << 2;
  for (; rows > 0 && columns > 0; rows--, out += bytes, x += bytes) {
    // The first place of the row holds the largest number, and then the sum, as long as it takes to read it.
    fold(0, out, x, 1, columns, 1);
    const most = v128.load_splat<f32>(out);
    let at: usize = 0;
    for (; at + 16 <= bytes; at += 16) v128.store(out + at, Functions.exp(f32x4.sub(v128.load(x + at), most)));
    for (; at < bytes; at += 4) {
      store<f32>(out + at, f32x4.extract_lane(Functions.exp(f32x4.sub(v128.load_splat<f32>(x + at), most)), 0));
    }
    const first = load<f32>(out);
    sum(out, out, 1, columns, 1, 1);
    const whole = v128.load_splat<f32>(out);
    store<f32>(out, first);
    for (at = 0; at + 16 <= bytes; at += 16) v128.store(out + at, f32x4.div(v128.load(out + at), whole));
    for (; at < bytes; at += 4) store<f32>(out + at, load<f32>(out + at) / f32x4.extract_lane(whole, 0));
  }
}
