import { createRandom, deriveSeed, permutation } from '../random.ts';
import { inRanges, type InTurns } from '../turns/inTurns.ts';
import { minimise } from './lbfgs.ts';
import { sortBy } from '../turns/sortNumbers.ts';
import { STRENGTHS, USUAL_STRENGTH, WORSE_IN_A_ROW } from './strengths.ts';
import { sum } from './weighted.ts';

/**
 * Adds weight times loss of rows `from` to `to` at a point to `sum`, one after the other, and their gradient to `gradient`. Rows of
 * weight 0 cost nothing.
 * @param weights [rows]
 */
export type Losses = (
  point: Float64Array,
  weights: ArrayLike<number>,
  gradient: Float64Array,
  from: number,
  to: number,
  sum: number,
) => number;

/** A linear model that is found step by step, held back by a penalty on its weights. */
export interface PenalisedProblem {
  readonly losses: Losses;
  /** Multiplications that the losses take for one row, about. */
  readonly rowWork: number;
  /** Weights, then biases, on which there is no penalty. */
  readonly start: Float64Array;
  /** How many of them are weights. */
  readonly held: number;
  /** [rows] how much each row counts. */
  readonly rowWeights: ArrayLike<number>;
  /** [rows] what the model should tell: folds have their share of each class, and of large and small numbers. */
  readonly targets: ArrayLike<number>;
  /** Targets are class numbers: the only row of a class is never left out, since the others cannot tell of it. */
  readonly areClasses: boolean;
  /** The losses are not asked more often than this, and as often again to choose the penalty. */
  readonly maximumEvaluations: number;
}

const TOLERANCE = 1e-6;
/** Enough to tell which penalty is better. */
const ROUGH = 1e-4;
/** With fewer rows a penalty cannot be told from another. */
const FEWEST_ROWS = 10;
const FEW_ROWS = 300;
/** What one strength takes on one fold, about, from the solution of the one before. */
const USUAL_EVALUATIONS = 20;
const MOST_EVALUATIONS = 100;

/**
 * The minimum of the sum of weight * loss + strength * |w|² / 2, to a gradient of 1e-6 of the mean loss. The strength is the one of
 * `STRENGTHS` by which rows left out cost least: in folds, ten of few rows and five of many, or as many of these as there is
 * time for.
 */
export function* fitPenalised(problem: PenalisedProblem): InTurns<Float64Array> {
  const strength = yield* chooseStrength(problem);
  return yield* solve(problem, problem.rowWeights, problem.start, strength, TOLERANCE, problem.maximumEvaluations);
}

function solve(
  problem: PenalisedProblem,
  weights: ArrayLike<number>,
  start: Float64Array,
  strength: number,
  tolerance: number,
  maximumEvaluations: number,
): InTurns<Float64Array> {
  const { held } = problem;
  const total = sum(weights);
  return minimise(
    function* (point, gradient) {
      let value = yield* allLosses(problem, point, weights, gradient);
      for (let i = 0; i < held; i++) {
        value += (strength / 2) * point[i]! ** 2;
        gradient[i]! += strength * point[i]!;
      }
      for (let i = 0; i < gradient.length; i++) gradient[i]! /= total;
      return value / total;
    },
    start,
    { tolerance, maximumEvaluations },
  );
}

function* allLosses(
  { losses, rowWork }: PenalisedProblem,
  point: Float64Array,
  weights: ArrayLike<number>,
  gradient: Float64Array,
): InTurns<number> {
  let all = 0;
  yield* inRanges(weights.length, rowWork, (from, to) => (all = losses(point, weights, gradient, from, to, all)));
  return all;
}

function* chooseStrength(problem: PenalisedProblem): InTurns<number> {
  const { start, rowWeights, maximumEvaluations } = problem;
  const { foldOf, count } = yield* dealFolds(problem);
  if (count === 0) return USUAL_STRENGTH;
  const used = Math.max(1, Math.min(count, Math.floor(maximumEvaluations / (STRENGTHS.length * USUAL_EVALUATIONS))));
  const each = Math.min(MOST_EVALUATIONS, Math.floor(maximumEvaluations / (STRENGTHS.length * used)));
  const weigh = (isIn: (fold: number) => boolean) => Float64Array.from(foldOf, (own, row) => (isIn(own) ? rowWeights[row]! : 0));
  const scratch = new Float64Array(start.length);
  const points = Array.from({ length: used }, () => start);
  let [best, least, worse] = [USUAL_STRENGTH, Infinity, 0];
  for (const strength of STRENGTHS) {
    let cost = 0;
    for (let fold = 0; fold < used; fold++) {
      const training = weigh((own) => own !== fold);
      const point = yield* solve(problem, training, points[fold]!, strength, ROUGH, each);
      points[fold] = point;
      const leftOut = weigh((own) => own === fold);
      cost += yield* allLosses(problem, point, leftOut, scratch);
    }
    if (cost < least) [best, least, worse] = [strength, cost, 0];
    else if (++worse === WORSE_IN_A_ROW) break;
  }
  return best;
}

/**
 * Deals the rows that count to folds, those of a class or of like numbers in turn: [rows], and -1 for one that is never left out.
 * No folds where there are too few rows.
 */
function* dealFolds({
  rowWeights,
  targets,
  areClasses,
}: PenalisedProblem): InTurns<{ readonly foldOf: Int32Array; readonly count: number }> {
  const rows = targets.length;
  const order = permutation(rows, createRandom(deriveSeed(0, 'penalty'))).filter((row) => rowWeights[row]! > 0);
  yield* sortBy(order, targets);
  const foldOf = new Int32Array(rows).fill(-1);
  if (order.length < FEWEST_ROWS) return { foldOf, count: 0 };
  const count = order.length < FEW_ROWS ? 10 : 5;
  const isAlone = (i: number) => targets[order[i - 1]!] !== targets[order[i]!] && targets[order[i + 1]!] !== targets[order[i]!];
  let dealt = 0;
  for (let i = 0; i < order.length; i++) if (!areClasses || !isAlone(i)) foldOf[order[i]!] = dealt++ % count;
  return { foldOf, count: dealt < FEWEST_ROWS ? 0 : count };
}
