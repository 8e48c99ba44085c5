/**
 * The loops that optimizers are made of, each over the numbers of one variable, in the order of which all arrays hold them. There are
 * two of each: in plain JavaScript over any arrays (arrayLoops.ts) and of a WebAssembly module over its memory (backend/wasm). A third
 * kind goes over nothing, but adds operations to a graph (graph/optimizer): so whatever is made of values is made within a loop.
 *
 * Those with a weight take in one pass what is made of the gradient from the weight, after it has lost its share to decay:
 * weight = (1 - lost) * weight - rate * update. They leave the gradient as it is. What they keep of a number is as in
 * `kept * old + (1 - kept) * new`.
 */
export interface Loops<A = Float32Array> {
  /** update = gradient */
  descend(weight: A, gradient: A, rate: number, lost: number): void;
  /**
   * sum = momentum * sum + scale * gradient, which is the update; with `ahead` it is what the sum will be in the next step if the same
   * gradient comes again.
   */
  trace(weight: A, gradient: A, sum: A, rate: number, lost: number, scale: number, momentum: number, ahead: boolean): void;
  /**
   * update = (ofMean * mean + ofGradient * gradient) / (sqrt(correction * square) + epsilon), with the running means of gradients and
   * their squares, or the largest square so far where it is kept.
   */
  adam(
    weight: A,
    gradient: A,
    mean: A,
    square: A,
    largest: A | undefined,
    rate: number,
    lost: number,
    beta1: number,
    beta2: number,
    ofMean: number,
    ofGradient: number,
    correction: number,
    epsilon: number,
  ): void;
  /** update = correction * mean / (maximum + epsilon), with maximum = max(beta2 * maximum, |gradient|) */
  adamax(
    weight: A,
    gradient: A,
    mean: A,
    maximum: A,
    rate: number,
    lost: number,
    beta1: number,
    beta2: number,
    correction: number,
    epsilon: number,
  ): void;
  /**
   * update = gradient / sqrt(square + epsilon), with square = kept * square + added * gradient ^ 2. Where a running mean is kept, its
   * square is taken from that; where a sum is, scale * update goes into it as in `trace`, and the sum is the update.
   */
  rms(
    weight: A,
    gradient: A,
    square: A,
    mean: A | undefined,
    sum: A | undefined,
    rate: number,
    lost: number,
    kept: number,
    added: number,
    epsilon: number,
    scale: number,
    momentum: number,
  ): void;
  /** update = sqrt((ofUpdate + epsilon) / (ofGradient + epsilon)) * gradient, with the running mean squares of both. */
  adadelta(weight: A, gradient: A, ofGradient: A, ofUpdate: A, rate: number, lost: number, kept: number, epsilon: number): void;
  /** update = the sign of beta1 * mean + (1 - beta1) * gradient; of the mean beta2 is kept. */
  lion(weight: A, gradient: A, mean: A, rate: number, lost: number, beta1: number, beta2: number): void;

  /** Scales values whose Euclidean norm is larger than `limit` down to it. */
  clipNorm(values: A, limit: number): void;
  /** The same for the norm of all arrays together. */
  clipGlobalNorm(arrays: readonly A[], limit: number): void;
  /** Moves what is further from 0 than `limit` to it. NaN stays. */
  clip(values: A, limit: number): void;
  copy(into: A, values: A): void;
  /** values = 0 */
  clear(values: A): void;
  add(sum: A, values: A): void;
  /** values = (sum + values) / count; sum = 0 */
  takeMean(sum: A, values: A, count: number): void;
  /** mean = kept * mean + (1 - kept) * values */
  average(mean: A, values: A, kept: number): void;
}
