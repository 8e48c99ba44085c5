/** Loops of optimizers by addresses, as `Loops` has them by arrays; 0 is the address of what there is not. */
export interface OptimizerExports {
  adadelta(
    weight: number,
    gradient: number,
    ofGradient: number,
    ofUpdate: number,
    count: number,
    rate: number,
    lost: number,
    kept: number,
    epsilon: number,
  ): void;
  adam(
    weight: number,
    gradient: number,
    mean: number,
    square: number,
    largest: number,
    count: number,
    rate: number,
    lost: number,
    beta1: number,
    beta2: number,
    ofMean: number,
    ofGradient: number,
    correction: number,
    epsilon: number,
  ): void;
  adamax(
    weight: number,
    gradient: number,
    mean: number,
    maximum: number,
    count: number,
    rate: number,
    lost: number,
    beta1: number,
    beta2: number,
    correction: number,
    epsilon: number,
  ): void;
  addAll(sum: number, values: number, count: number): void;
  average(mean: number, values: number, count: number, kept: number): void;
  clipAll(values: number, count: number, limit: number): void;
  descend(weight: number, gradient: number, count: number, rate: number, lost: number): void;
  lion(weight: number, gradient: number, mean: number, count: number, rate: number, lost: number, beta1: number, beta2: number): void;
  rms(
    weight: number,
    gradient: number,
    square: number,
    mean: number,
    sum: number,
    count: number,
    rate: number,
    lost: number,
    kept: number,
    added: number,
    epsilon: number,
    scale: number,
    momentum: number,
  ): void;
  scaleAll(values: number, count: number, factor: number): void;
  squaredNorm(values: number, count: number): number;
  takeMean(sum: number, values: number, count: number, divisor: number): void;
  trace(
    weight: number,
    gradient: number,
    sum: number,
    count: number,
    rate: number,
    lost: number,
    scale: number,
    momentum: number,
    ahead: number,
  ): void;
}
