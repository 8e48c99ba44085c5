import { tooMuch, type Baselines } from '../baseline/baselines.ts';
import type { Task } from '../metrics/task.ts';
import type { NormalisedInput } from '../spec/normalised.ts';
import { inRanges, type InTurns } from '../turns/inTurns.ts';
import type { Table } from './table.ts';

/** What of the network's inputs baselines read. */
type Reading = Pick<Baselines, 'inputs' | 'levels'>;

/** A linear model reads so many levels of a column at most, and not so many that it could not be fitted, but as many as these. */
const MOST_LEVELS = 1000;
const FEWEST_LEVELS = 10;

/**
 * Which levels the linear model reads of inputs that hold the numbers of levels, so that it stands beside the network as it would
 * with one-hot: all that the rows have, or the most frequent where it could not be fitted with so many.
 * @param tables Of the training rows, one for each input.
 */
export function chooseLevels(
  tables: readonly Table[],
  inputs: readonly NormalisedInput[],
  { outputs, task }: { readonly outputs: number; readonly task: Task },
): Pick<Reading, 'levels'> {
  const counted = inputs.flatMap(({ id, levels }, i) =>
    typeof levels !== 'number' ? [] : [[id, byFrequency(tables[i]!, levels)] as const],
  );
  if (counted.length === 0) return {};
  const rows = tables[0]!.rows;
  const take = (most: number) => Object.fromEntries(counted.map(([id, numbers]) => [id, numbers.slice(0, most).sort((a, b) => a - b)]));
  let most = MOST_LEVELS;
  while (most > FEWEST_LEVELS && tooMuch(rows, widthOf(tables, inputs, { levels: take(most) }), outputs, task) !== undefined) {
    most = Math.max(FEWEST_LEVELS, most >> 1);
  }
  return { levels: take(most) };
}

/** The numbers that a table has, the most frequent first, of equally frequent ones the lower. */
function byFrequency({ values }: Table, levels: number): number[] {
  const counts = new Uint32Array(levels);
  for (const number of values) counts[number]!++;
  const numbers = Array.from({ length: levels }, (_, number) => number).filter((number) => counts[number]! > 0);
  return numbers.sort((a, b) => counts[b]! - counts[a]! || a - b);
}

/** Numbers of each row, [rows, width]. */
export interface JoinedInputs {
  readonly xs: Float32Array;
  readonly width: number;
}

/**
 * The columns of inputs side by side, [rows, width], as baselines read them; of the only input its own values, not to be changed.
 * @param tables One for each input of the network.
 */
export function* joinInputs(tables: readonly Table[], inputs: readonly NormalisedInput[], reading: Reading = {}): InTurns<JoinedInputs> {
  const rows = tables[0]!.rows;
  const width = widthOf(tables, inputs, reading);
  // The only input as it is.
  const [only] = tables;
  if (
    tables.length === 1 &&
    width === only!.values.length / rows &&
    only!.values instanceof Float32Array &&
    !levelsOf(inputs[0]!, reading)
  ) {
    return { xs: only!.values, width };
  }
  const xs = new Float32Array(rows * width);
  let column = 0;
  for (const [i, table] of tables.entries()) {
    const { values } = table;
    const size = widthOfInput(table, inputs[i]!, reading);
    const levels = levelsOf(inputs[i]!, reading);
    const first = column;
    const places = levels && new Map(levels.map((level, place) => [level, place]));
    yield* inRanges(rows, size, (from, to) => {
      for (let row = from; row < to; row++) {
        const into = row * width + first;
        if (places === undefined) for (let k = 0; k < size; k++) xs[into + k] = values[row * size + k]!;
        else {
          const place = places.get(values[row]!);
          if (place !== undefined) xs[into + place] = 1;
        }
      }
    });
    column += size;
  }
  return { xs, width };
}

const widthOf = (tables: readonly Table[], inputs: readonly NormalisedInput[], reading: Reading): number =>
  tables.reduce((sum, table, i) => sum + widthOfInput(table, inputs[i]!, reading), 0);

function widthOfInput(table: Table, input: NormalisedInput, reading: Reading): number {
  if (reading.inputs?.includes(input.id) === false) return 0;
  return levelsOf(input, reading)?.length ?? table.values.length / table.rows;
}

const levelsOf = ({ id }: NormalisedInput, { levels = {} }: Reading): readonly number[] | undefined =>
  Object.hasOwn(levels, id) ? levels[id] : undefined;
