import { createRandom, deriveSeed, permutation } from '../random.ts';
import { minimise } from './lbfgs.ts';
import { STRENGTHS, USUAL_STRENGTH, WORSE_IN_A_ROW } from './strengths.ts';
import { sum } from './weighted.ts';

/** A linear model that is found step by step, held back by a penalty on its weights. */
export interface PenalisedProblem {
  /**
   * The sum of weight times loss over the rows at a point, whose gradient is added to `gradient`. Rows of weight 0 cost nothing.
   * @param weights [rows]
   */
  readonly losses: (point: Float64Array, weights: ArrayLike<number>, gradient: Float64Array) => number;
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
export const fitPenalised = (problem: PenalisedProblem): Float64Array =>
  solve(problem, problem.rowWeights, problem.start, chooseStrength(problem), TOLERANCE, problem.maximumEvaluations);

function solve(
  { losses, held }: PenalisedProblem,
  weights: ArrayLike<number>,
  start: Float64Array,
  strength: number,
  tolerance: number,
  maximumEvaluations: number,
): Float64Array {
  const total = sum(weights);
  return minimise(
    (point, gradient) => {
      let value = losses(point, weights, gradient);
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

function chooseStrength(problem: PenalisedProblem): number {
  const { losses, start, rowWeights, maximumEvaluations } = problem;
  const { foldOf, count } = dealFolds(problem);
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
      const point = solve(problem, training, points[fold]!, strength, ROUGH, each);
      points[fold] = point;
      const leftOut = weigh((own) => own === fold);
      cost += losses(point, leftOut, scratch);
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
function dealFolds({ rowWeights, targets, areClasses }: PenalisedProblem): { readonly foldOf: Int32Array; readonly count: number } {
  const rows = targets.length;
  const order = permutation(rows, createRandom(deriveSeed(0, 'penalty'))).filter((row) => rowWeights[row]! > 0);
  order.sort((a, b) => targets[a]! - targets[b]!); // stable
  const foldOf = new Int32Array(rows).fill(-1);
  if (order.length < FEWEST_ROWS) return { foldOf, count: 0 };
  const count = order.length < FEW_ROWS ? 10 : 5;
  const isAlone = (i: number) => targets[order[i - 1]!] !== targets[order[i]!] && targets[order[i + 1]!] !== targets[order[i]!];
  let dealt = 0;
  for (let i = 0; i < order.length; i++) if (!areClasses || !isAlone(i)) foldOf[order[i]!] = dealt++ % count;
  return { foldOf, count: dealt < FEWEST_ROWS ? 0 : count };
}
