import { activation } from '../activations.ts';
import { namedOption, type Named, type NormalisedNamed, type WrittenNamed } from '../named.ts';
import { flag, listOf, number, option, positiveInteger, sizes, type Options } from '../option.ts';
import { only, padding, steps, useBias } from './options.ts';
import { bias, kernel, recurrent } from './weightOptions.ts';

/** What one step of a recurrent layer does. Cells stand in `cell` of `rnn`, and the layers of their name are made of them. */

const share = number({ minimum: 0, exclusiveMaximum: 1 });

export const cellOptions = {
  activation: activation({ doc: 'Applied to what goes into the state.', default: 'tanh' }),
  useBias,
  ...kernel,
  ...recurrent,
  ...bias,
  dropout: share({ doc: 'Share of the values that come in that is set to 0 while training, the same at each step.', default: 0 }),
  recurrentDropout: share({ doc: 'Share of the state that is set to 0 while training, the same at each step.', default: 0 }),
};

const implementation = option<1 | 2>({ expected: '1 or 2', schema: { enum: [1, 2] }, accepts: (value) => value === 1 || value === 2 });

export const gatedOptions = {
  ...cellOptions,
  recurrentActivation: activation({ doc: 'Applied to the gates.', default: 'hardSigmoid' }),
  implementation: implementation({ doc: 'How Keras would compute it. TF.js always computes as for 2.', optional: true }),
};

export const lstmOptions = {
  ...gatedOptions,
  unitForgetBias: flag({
    doc: 'Lets the bias of the forget gate begin at 1 (Jozefowicz et al. 2015, section 2.2). Keras does so by default, TF.js does not.',
    default: false,
  }),
};

export const gruOptions = {
  ...gatedOptions,
  resetAfter: only(
    false,
    'TF.js applies the reset gate before the product only',
  )({
    doc: 'Whether the reset gate is applied after the product with the recurrent kernel.',
    default: false,
  }),
};

export const convLstmOptions = {
  filters: positiveInteger({ doc: 'Channels that come out.' }),
  kernelSize: sizes(2)({ doc: 'Height and width of the window, in values.' }),
  ...steps(2),
  padding,
  dataFormat: only(
    'channelsLast',
    'TF.js computes "channelsFirst" in plain JavaScript only here',
  )({
    doc: 'Where the axis of channels stands.',
    default: 'channelsLast',
  }),
  ...lstmOptions,
};

export const units = positiveInteger({ doc: 'Length of the state, and of what comes out at each step.' });
const trainable = flag({ doc: 'Whether training changes its weights.', default: true });

/** A cell, and the name that TF.js saves it under (`LSTMCell`). */
export interface CellKind<T extends string, O extends Options> extends Named<T, O> {
  readonly className: string;
}
const cellKind = <const T extends string, const O extends Options>(entry: CellKind<T, O>): CellKind<T, O> => entry;

const simpleRNNCell = cellKind({
  type: 'simpleRNNCell',
  className: 'SimpleRNNCell',
  doc: 'activation(x . kernel + state . recurrent kernel + bias) (Elman 1990).',
  options: { units, ...cellOptions, trainable },
});
const gruCell = cellKind({
  type: 'gruCell',
  className: 'GRUCell',
  doc: 'Gated recurrent unit (Cho et al. 2014).',
  options: { units, ...gruOptions, trainable },
});
const lstmCell = cellKind({
  type: 'lstmCell',
  className: 'LSTMCell',
  doc: 'Long short-term memory (Hochreiter and Schmidhuber 1997).',
  options: { units, ...lstmOptions, trainable },
});
const convLstm2dCell = cellKind({
  type: 'convLstm2dCell',
  className: 'ConvLSTM2DCell',
  doc: 'The step of convLstm2d. `rnn` takes vectors only, so it stands in no other layer.',
  options: { ...convLstmOptions, trainable },
});

const plainCells = { simpleRNNCell, gruCell, lstmCell };
const plainCell = namedOption('a cell', plainCells);
const stackedRNNCells = cellKind({
  type: 'stackedRNNCells',
  className: 'StackedRNNCells',
  doc: 'Several cells, each reading what the one before gives.',
  options: { cells: listOf(plainCell({ doc: 'A cell.' }), { minimum: 1 })({ doc: 'The cells, first to last.' }), trainable },
});

/** Every cell that TF.js has, by its type. */
export const cellKinds = { simpleRNNCell, gruCell, lstmCell, convLstm2dCell, stackedRNNCells } as const;

const usableCells = { ...plainCells, stackedRNNCells };
const cell = namedOption('a cell', usableCells)({ doc: 'A cell.' });
const { cells } = stackedRNNCells.options;
type WrittenPlainCell = WrittenNamed<typeof plainCells>;
export type Cell = NormalisedNamed<typeof usableCells>;
export type PlainCell = NormalisedNamed<typeof plainCells>;

/** A cell, or a list of them that is stacked. Normalised to one cell. */
export const cellOption = option<WrittenNamed<typeof usableCells> | readonly WrittenPlainCell[], Cell>({
  expected: 'a cell or a list of cells',
  schema: { anyOf: [cell.schema, cells.schema] },
  check: (value, path) => (Array.isArray(value) ? cells.check(value, path) : cell.check(value, path)),
  normalise: (value) => cell.normalise(isList(value) ? { type: 'stackedRNNCells', cells: value } : value),
});
const isList = (value: unknown): value is readonly WrittenPlainCell[] => Array.isArray(value);
