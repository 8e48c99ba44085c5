import { createOptimizer } from '../../optimizers/createOptimizer.ts';
import type { Optimizer, Parameter } from '../../optimizers/optimizer.ts';
import type { NamedValue } from '../../spec/normalised.ts';
import { activationLoops, fusedHeads, type ActivationLoop } from './plainLoops.ts';
import type { PlainLayer, PlainPlan } from './plainPlan.ts';
import { lossWeightsOf, type StepResult, type TrainingSet } from './trainStep.ts';

/** A dense layer with its place in the flat arrays of all weights. */
interface Unit {
  readonly inputs: number;
  readonly units: number;
  readonly kernel: Float32Array;
  readonly bias: Float32Array | undefined;
  readonly kernelGradient: Float32Array;
  readonly biasGradient: Float32Array | undefined;
  readonly activation: ActivationLoop | undefined;
  readonly l1: number;
  readonly l2: number;
  /** Share of this layer's answers that dropout sets to 0. */
  readonly drop: number;
  /** What the activation answers [rows, units], and the gradient of the loss with respect to it. */
  answers: Float32Array;
  gradient: Float32Array;
  /** What dropout leaves of the answers, which the next layer reads: the answers themselves where there is none. */
  passed: Float32Array;
  /** 0 where an answer is dropped, else what it is scaled up by. */
  mask: Float32Array;
}

export interface PlainParts {
  readonly plan: PlainPlan;
  readonly optimizer: NamedValue;
  /** In the order kernel, bias, kernel, ... */
  readonly parameters: readonly Parameter[];
  readonly set: TrainingSet;
  /** Fills the first `count` numbers: 0 for a share of `rate`, else what makes up for them. Called only where something is dropped. */
  fillMask(rate: number, mask: Float32Array, count: number): void;
}

/** Weights as arrays, and what trains them. */
export interface PlainNumbers {
  /** In the order of the parameters, all 0 at first: the caller fills them, and each step changes them in place. */
  readonly weights: readonly Float32Array[];
  readonly optimizer: Optimizer;
  run(rows: Uint32Array, learningRate: number, wantOutputs: boolean): StepResult;
}

/** A step as loops over buffers made beforehand: no engine, no tape, no allocation, and no TensorFlow.js. */
export function plainNumbers({ plan, optimizer: optimizerValue, parameters, set, fillMask }: PlainParts): PlainNumbers {
  const all = parameters.map(({ size }) => new Float32Array(size));
  const gradients = all.map((values) => new Float32Array(values.length));
  const units = layOut(plan.layers, all, gradients);
  const head = fusedHeads[plan.head]!;
  const optimizer = createOptimizer(optimizerValue, parameters);
  const inputs = set.inputs[0]!;
  const targets = set.outputs[0]!;
  const width = inputs.shape[0]!;
  const last = units.at(-1)!;
  let capacity = 0;
  let first = new Float32Array(0);
  let wanted = new Float32Array(0);
  const weightsOfRows = lossWeightsOf(set);
  let counts: Float32Array | undefined;

  const reserve = (rows: number) => {
    if (rows <= capacity) return;
    capacity = rows;
    first = new Float32Array(rows * width);
    wanted = new Float32Array(rows * last.units);
    if (weightsOfRows) counts = new Float32Array(rows);
    for (const unit of units) {
      unit.answers = new Float32Array(rows * unit.units);
      unit.gradient = new Float32Array(rows * unit.units);
      unit.mask = new Float32Array(unit.drop > 0 ? rows * unit.units : 0);
      unit.passed = unit.drop > 0 ? new Float32Array(rows * unit.units) : unit.answers;
    }
  };

  const run = (rows: Uint32Array, learningRate: number, wantOutputs: boolean): StepResult => {
    const count = rows.length;
    reserve(count);
    gather(inputs.values, rows, width, first);
    gather(targets.values, rows, last.units, wanted);
    if (counts) gather(weightsOfRows!, rows, 1, counts);
    let previous: Float32Array = first;
    for (const unit of units) {
      forward(unit, previous, count);
      if (unit !== last) unit.activation?.forward(unit.answers, count * unit.units);
      if (unit.drop > 0) dropOut(unit, count, fillMask);
      previous = unit.passed;
    }
    let loss = head(last.answers, wanted, last.gradient, count, last.units, counts);
    const outputs = wantOutputs ? [last.answers.subarray(0, count * last.units)] : [];
    for (const values of gradients) values.fill(0);
    for (let i = units.length - 1; i >= 0; i--) {
      const unit = units[i]!;
      const below = units[i - 1];
      if (unit.drop > 0) for (let q = 0; q < count * unit.units; q++) unit.gradient[q]! *= unit.mask[q]!;
      if (unit !== last) unit.activation?.backward(unit.answers, unit.gradient, count * unit.units);
      backward(unit, below?.passed ?? first, below?.gradient, count);
      loss += penalise(unit);
    }
    // A loss that 32 bits have no number for is infinite, as it is for TF.js.
    if (!Number.isFinite(Math.fround(loss))) loss = Math.fround(loss);
    else optimizer.apply(all, gradients, learningRate);
    return { loss, outputs };
  };
  return { weights: all, optimizer, run };
}

/** The layers over the arrays of their weights, which come in the order kernel, bias, kernel, ... */
function layOut(layers: readonly PlainLayer[], weights: readonly Float32Array[], gradients: readonly Float32Array[]): readonly Unit[] {
  const empty = new Float32Array(0);
  let next = 0;
  return layers.map(({ units, useBias, activation, l1, l2, drop }) => {
    const kernel = next++;
    const bias = useBias ? next++ : -1;
    return {
      inputs: weights[kernel]!.length / units,
      units,
      kernel: weights[kernel]!,
      kernelGradient: gradients[kernel]!,
      bias: weights[bias],
      biasGradient: gradients[bias],
      activation: activationLoops[activation],
      l1,
      l2,
      drop,
      answers: empty,
      passed: empty,
      gradient: empty,
      mask: empty,
    };
  });
}

function gather(from: Float32Array | Int32Array, rows: Uint32Array, width: number, into: Float32Array): void {
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i]! * width;
    for (let j = 0; j < width; j++) into[i * width + j] = from[start + j]!;
  }
}

/** [rows, inputs] . [inputs, units] + [units] -> [rows, units] */
function forward({ inputs, units, kernel, bias, answers }: Unit, from: Float32Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const out = row * units;
    for (let k = 0; k < units; k++) answers[out + k] = bias === undefined ? 0 : bias[k]!;
    for (let i = 0; i < inputs; i++) {
      const value = from[row * inputs + i]!;
      if (value === 0) continue;
      const w = i * units;
      for (let k = 0; k < units; k++) answers[out + k]! += value * kernel[w + k]!;
    }
  }
}

/** Adds to the gradients of kernel and bias; overwrites the gradient of the layer below, where there is one. */
function backward(unit: Unit, from: Float32Array, below: Float32Array | undefined, rows: number): void {
  const { inputs, units, kernel, kernelGradient, biasGradient, gradient } = unit;
  for (let row = 0; row < rows; row++) {
    const out = row * units;
    if (biasGradient !== undefined) for (let k = 0; k < units; k++) biasGradient[k]! += gradient[out + k]!;
    for (let i = 0; i < inputs; i++) {
      const value = from[row * inputs + i]!;
      const w = i * units;
      if (below === undefined) {
        if (value !== 0) for (let k = 0; k < units; k++) kernelGradient[w + k]! += value * gradient[out + k]!;
        continue;
      }
      let sum = 0;
      for (let k = 0; k < units; k++) {
        const g = gradient[out + k]!;
        kernelGradient[w + k]! += value * g;
        sum += g * kernel[w + k]!;
      }
      below[row * inputs + i] = sum;
    }
  }
}

function dropOut({ answers, passed, mask, units, drop }: Unit, rows: number, fillMask: PlainParts['fillMask']): void {
  const count = rows * units;
  fillMask(drop, mask, count);
  for (let q = 0; q < count; q++) passed[q] = answers[q]! * mask[q]!;
}

/** Adds the gradient of the kernel's penalty, and returns the penalty. */
function penalise({ kernel, kernelGradient, l1, l2 }: Unit): number {
  if (l1 === 0 && l2 === 0) return 0;
  let penalty = 0;
  for (let q = 0; q < kernel.length; q++) {
    const w = kernel[q]!;
    penalty += l1 * Math.abs(w) + l2 * w * w;
    kernelGradient[q]! += l1 * Math.sign(w) + 2 * l2 * w;
  }
  return penalty;
}
