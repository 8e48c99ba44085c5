/** What is done with two times four numbers. Only these classes' methods exist, no objects. */
abstract class Operation {
  abstract apply(a: v128, b: v128): v128;
}
class Larger extends Operation {
  @inline apply(a: v128, b: v128): v128 {
    return f32x4.max(a, b);
  }
}
