import { isProblem, type Problem, type WeightShape } from '../kind.ts';
import { flag, positiveInteger } from '../option.ts';
import { last, showShape, type Shape } from '../shape.ts';
import { cellOption, cellOptions, convLstmOptions, gruOptions, lstmOptions, units, type Cell, type PlainCell } from './cells.ts';
import { checkWeightOptions, layerKind } from './layerKind.ts';
import { only } from './options.ts';
import { slide } from './spatial.ts';

const recurrence = {
  returnSequences: flag({ doc: 'Gives what comes out at each step, not at the last only.', default: false }),
  returnState: flag({ doc: 'Gives the last state too, as further tensors. What reads this layer reads its output.', default: false }),
  goBackwards: flag({ doc: 'Reads the steps from the last to the first, and gives them in that order.', default: false }),
  stateful: flag({ doc: 'Goes on, in the next batch, from the state in which the last one ended.', default: false }),
  unroll: flag({ doc: 'Whether Keras would write out the loop over steps. Makes no difference in TF.js.', default: false }),
  inputDim: positiveInteger({ doc: 'Length of the vector at each step. It is known, but may be said again.', optional: true }),
  inputLength: positiveInteger({ doc: 'Number of steps. It is known, but may be said again.', optional: true }),
};

interface Recurrence {
  readonly returnSequences: boolean;
  readonly stateful: boolean;
  readonly inputDim?: number;
  readonly inputLength?: number;
}

/** Puts the steps before what comes out of one step, where they are asked for. */
function over(input: Shape, out: Shape, { returnSequences, stateful, inputDim, inputLength }: Recurrence): Shape | Problem {
  const disagrees = (told: number | undefined, size: number | null) => told !== undefined && size !== null && told !== size;
  if (disagrees(inputDim, last(input))) {
    return { option: 'inputDim', expected: `${String(last(input))}, the last size of ${showShape(input)}`, received: String(inputDim) };
  }
  if (disagrees(inputLength, input[1]!)) {
    return { option: 'inputLength', expected: `${String(input[1])}, the steps of ${showShape(input)}`, received: String(inputLength) };
  }
  if (stateful && input[0] === null) {
    return {
      option: 'stateful',
      expected: 'a batch of fixed size, for whose rows a state is kept',
      received: showShape(input),
      fix: 'write "batchSize" in the input',
    };
  }
  return returnSequences ? [input[0]!, input[1]!, ...out] : [input[0]!, ...out];
}

/** One matrix for all gates of a cell that reads vectors of `width` values. */
const gateWeights = (gates: number, width: number | null, length: number, useBias: boolean): readonly WeightShape[] => [
  { name: 'kernel', shape: [width, length * gates], initializer: 'kernelInitializer' },
  { name: 'recurrent_kernel', shape: [length, length * gates], initializer: 'recurrentInitializer' },
  ...(useBias ? [{ name: 'bias', shape: [length * gates], initializer: 'biasInitializer' }] : []),
];
const gatesOf = { simpleRNNCell: 1, gruCell: 3, lstmCell: 4 } as const;

/** [batch, steps, n] -> [batch, units], or [batch, steps, units] with returnSequences */
export const simpleRNN = layerKind({
  type: 'simpleRNN',
  className: 'SimpleRNN',
  doc: 'Reads a sequence step by step: activation(x . kernel + state . recurrent kernel + bias) (Elman 1990).',
  options: { units, ...recurrence, ...cellOptions },
  ranks: { in: [2], out: 'varies' },
  random: true,
  outputShape: ([input], options) => over(input!, [options.units], options),
  weights: ([input], { units: length, useBias }) => gateWeights(1, last(input!), length, useBias),
});

/** [batch, steps, n] -> [batch, units], or [batch, steps, units] with returnSequences */
export const gru = layerKind({
  type: 'gru',
  className: 'GRU',
  doc: 'Reads a sequence step by step, with gates for what to keep and what to renew (Cho et al. 2014).',
  options: { units, ...recurrence, ...gruOptions },
  ranks: { in: [2], out: 'varies' },
  random: true,
  outputShape: ([input], options) => over(input!, [options.units], options),
  weights: ([input], { units: length, useBias }) => gateWeights(3, last(input!), length, useBias),
});

/** [batch, steps, n] -> [batch, units], or [batch, steps, units] with returnSequences */
export const lstm = layerKind({
  type: 'lstm',
  className: 'LSTM',
  doc: 'Reads a sequence step by step, with a memory that gates write, keep and read (Hochreiter and Schmidhuber 1997).',
  options: { units, ...recurrence, ...lstmOptions },
  ranks: { in: [2], out: 'varies' },
  random: true,
  outputShape: ([input], options) => over(input!, [options.units], options),
  weights: ([input], { units: length, useBias }) => gateWeights(4, last(input!), length, useBias),
});

const plainCells = (cell: Cell): readonly PlainCell[] => (cell.type === 'stackedRNNCells' ? cell.cells : [cell]);

/** The weights of each cell in turn, those that are trained first. */
function cellWeights(cell: Cell, width: number | null): readonly WeightShape[] {
  const stacked = cell.type === 'stackedRNNCells';
  const weights = plainCells(cell).flatMap((plain, i, all) =>
    gateWeights(gatesOf[plain.type], i === 0 ? width : all[i - 1]!.units, plain.units, plain.useBias).map(({ name, shape }) => ({
      name: stacked ? `RNNCell_${i}/${name}` : name,
      shape,
      trainable: cell.trainable && plain.trainable,
    })),
  );
  return [...weights.filter((weight) => weight.trainable), ...weights.filter((weight) => !weight.trainable)];
}

function checkCells(cell: Cell, width: number | null): Problem | undefined {
  for (const [i, plain] of plainCells(cell).entries()) {
    const place = cell.type === 'stackedRNNCells' ? `cell ${i}` : 'the cell';
    const { dropout, recurrentDropout } = plain;
    if (dropout > 0 || recurrentDropout > 0) {
      return {
        option: 'cell',
        expected: `no dropout in ${place}: TF.js would use one mask for ever`,
        received: String(Math.max(dropout, recurrentDropout)),
        fix: `write ${plain.type.slice(0, -4)} layers in place of rnn`,
      };
    }
    const into = i === 0 ? width : plainCells(cell)[i - 1]!.units;
    const wrong = checkWeightOptions(gateWeights(gatesOf[plain.type], into, plain.units, plain.useBias), plain);
    if (wrong) return { ...wrong, option: 'cell', expected: `${wrong.expected} in ${String(wrong.option)} of ${place}` };
  }
  return undefined;
}

/** [batch, steps, n] -> [batch, units of the last cell], or [batch, steps, units] with returnSequences */
export const rnn = layerKind({
  type: 'rnn',
  className: 'RNN',
  doc: 'Reads a sequence step by step with a cell, or with several stacked in one step.',
  options: { cell: cellOption({ doc: 'The cell, or a list of cells that read one another.' }), ...recurrence },
  ranks: { in: [2], out: 'varies' },
  outputShape: ([input], options) =>
    checkCells(options.cell, last(input!)) ?? over(input!, [plainCells(options.cell).at(-1)!.units], options),
  weights: ([input], { cell }) => cellWeights(cell, last(input!)),
});

/** [batch, steps, height, width, channels] -> [batch, height', width', filters], with steps after the batch for returnSequences */
export const convLstm2d = layerKind({
  type: 'convLstm2d',
  className: 'ConvLSTM2D',
  doc: 'lstm over images, with convolutions in place of products (Shi et al. 2015).',
  options: {
    ...recurrence,
    unroll: only(false, 'TF.js cannot')({ doc: 'Whether the loop over steps is written out.', default: false }),
    ...convLstmOptions,
  },
  ranks: { in: [4], out: 'varies' },
  random: true,
  outputShape: ([input], options) => {
    const sizes = slide(input!.slice(2, 4), { option: 'kernelSize', window: options.kernelSize, ...options });
    return isProblem(sizes) ? sizes : over(input!, [...sizes, options.filters], options);
  },
  checkSizes: ([input], { stateful }) =>
    stateful && input!.slice(2).includes(null)
      ? { option: 'stateful', expected: 'an image of known size, for which a state is kept', received: showShape(input!) }
      : undefined,
  weights: ([input], { kernelSize, filters, useBias }) => [
    { name: 'kernel', shape: [...kernelSize, last(input!), filters * 4], initializer: 'kernelInitializer' },
    { name: 'recurrent_kernel', shape: [...kernelSize, filters, filters * 4], initializer: 'recurrentInitializer' },
    ...(useBias ? [{ name: 'bias', shape: [filters * 4], initializer: 'biasInitializer' }] : []),
  ],
});
