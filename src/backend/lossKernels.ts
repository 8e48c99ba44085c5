import type { losses } from '../spec/losses.ts';

const clipped = ['ClipByValue', 'GreaterEqual', 'LessEqual', 'LogicalAnd', 'Select', 'ZerosLike'];
const ofScores = ['Abs', 'Exp', 'Log1p', 'Relu', 'Step'];

/** The kernels of each loss with its gradient, besides the arithmetic that all networks share. */
export const lossKernels: Readonly<Record<keyof typeof losses, readonly string[]>> = {
  meanSquaredError: [],
  meanAbsoluteError: ['Abs', 'Step'],
  meanAbsolutePercentageError: ['Abs', 'ClipByValue', 'Step'],
  meanSquaredLogarithmicError: [...clipped, 'Log1p', 'SquaredDifference'],
  squaredHinge: ['Relu', 'Step'],
  hinge: ['Relu', 'Step'],
  categoricalHinge: ['Equal', 'Max', 'Relu', 'Step'],
  logcosh: ['Sigmoid', 'Softplus'],
  categoricalCrossentropy: [...clipped, 'Log'],
  sparseCategoricalCrossentropy: [...clipped, 'Log', 'OneHot'],
  binaryCrossentropy: [...clipped, ...ofScores, 'Log'],
  kullbackLeiblerDivergence: [...clipped, 'Log'],
  poisson: ['Log'],
  cosineProximity: ['Fill', 'GreaterEqual', 'Maximum', 'Sqrt'],
  absoluteDifference: ['Abs', 'Step'],
  cosineDistance: [],
  hingeLoss: ['Relu', 'Step'],
  huberLoss: ['Abs', 'LessEqual', 'Minimum', 'Step'],
  logLoss: ['Log'],
  sigmoidCrossEntropy: ofScores,
  softmaxCrossEntropy: ['Exp', 'Log', 'Max'],
  quantile: ['Relu', 'Step'],
  quantiles: ['Relu', 'Step'],
  ordinalCrossentropy: [...clipped, ...ofScores, 'Log'],
  logPoisson: ['Exp'],
  binaryFocalCrossentropy: [...clipped, 'Log', 'Pow'],
  categoricalFocalCrossentropy: [...clipped, 'Log', 'Pow'],
};
