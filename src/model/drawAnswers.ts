import { columnsRead } from '../data/columns.ts';
import type { Frame, Source } from '../data/frame.ts';
import { rowsWithTargets, targetColumns } from '../data/knownTargets.ts';
import { requireRows } from '../data/problems.ts';
import { reusedArrays } from '../data/read/arrays.ts';
import { collect } from '../data/read/collect.ts';
import { selectRows } from '../data/read/selectRows.ts';
import { createSplitter } from '../data/splitter.ts';
import { countUnseenLevels } from '../data/unseenLevels.ts';
import { UsageError } from '../errors.ts';
import { chooseExamples, requireTargets, type JudgedRows } from './chooseExamples.ts';
import { createAnswerSample } from './answerSample.ts';
import { roomIn } from './exampleSample.ts';
import type { EvaluateOptions } from './evaluateOptions.ts';
import { takeExamples } from './examples.ts';
import { answerExamples } from './judge.ts';
import type { Model } from './model.ts';
import type { ComputeOptions } from './outputs.ts';
import { readExamples } from './readExamples.ts';
import { markRows } from './rowMarks.ts';
import type { Examples } from './slots.ts';
import { countSeen, createTableMark } from './trainedOn.ts';
import { tellUnseen } from './tellUnseen.ts';
import { BY_CHANCE, isToldByRow, noneUnseen, unseenByRow, unseenOf } from './unseenByRow.ts';

/** How many rows of a source are judged, and the bytes that what is answered to them may take: they tell a score to about three digits. */
export const MOST_JUDGED = { rows: 2 ** 15, bytes: 2 ** 26 };

interface Drawn extends Omit<JudgedRows, 'examples'> {
  /** As `answerExamples` gives them. */
  readonly answered: Examples;
  readonly drawnFrom?: number;
}

/**
 * Answers to rows of a source that have a target, to all where there are not too many, else as many as are judged, drawn at random by a fixed seed.
 * Where it is the one that the model was trained on, or has some of its rows and each tells whether training saw such, those that it did
 * not see. Tells of levels in them that it did not have.
 */
export async function drawAnswers(model: Model, source: Source, callOptions: EvaluateOptions, computing: ComputeOptions): Promise<Drawn> {
  const { allRows = false, signal, onWarning } = callOptions;
  const { record, spec } = model;
  const { encoders } = record;
  if (encoders === undefined) {
    const fix = 'give { xs, ys }';
    throw new UsageError('the evaluation', [{ path: 'data', expected: 'arrays, as the network has no features', received: 'rows', fix }]);
  }
  const trainedOn = allRows ? undefined : record.trainedOn;
  const answer = (examples: Examples) => answerExamples(model.layersModel, record, examples, computing);
  const [arrays, selected] = [reusedArrays(), reusedArrays()];
  const gather = () => {
    const sample = createAnswerSample(answer, roomIn(MOST_JUDGED), 1);
    const levels = onWarning && countUnseenLevels(encoders);
    return {
      sample,
      levels,
      /** @param rows Those to add; all where they are left out. */
      async add(examples: Examples, frame: Frame, rows?: Uint32Array) {
        await sample.add(rows ? takeExamples(examples, rows, selected) : examples);
        levels?.add(rows ? selectRows(frame, rows, selected) : frame);
      },
    };
  };
  // All rows; those that training did not see, as they tell or are parted again; those that are none of the rows trained on.
  const [drawn, unseen, unknown] = [gather(), gather(), gather()];
  const columns = columnsRead(spec);
  const options = { ...(columns ? { columns } : {}), ...(signal ? { signal } : {}) };
  const targets = targetColumns(encoders);
  const isToldApart = isToldByRow(record);
  const mayPart = trainedOn?.isStreamed === true && source.isRepeatable && !isToldApart;
  const split = mayPart ? await splitAgain() : undefined;
  const [table, count] = [createTableMark(), trainedOn && countSeen(trainedOn)];
  let given = 0;
  let untold: string | undefined;
  for await (const whole of source.frames({ ...options, isReused: true })) {
    given += whole.rows;
    const frame = rowsWithTargets(whole, targets);
    if (frame.rows === 0) continue;
    const examples = readExamples(encoders, frame, spec, arrays);
    await drawn.add(examples, frame);
    if (count === undefined) continue;
    const { all } = markRows(examples, arrays);
    table.add(all);
    count.add(all);
    const told = unseenByRow(record, frame);
    const byMark = told === BY_CHANCE ? count.newIn(all) : undefined;
    if (byMark) await unknown.add(examples, frame, byMark);
    else if (typeof told === 'string') untold ??= told;
    const rows = typeof told === 'string' ? split && unseenOf(split(frame), trainedOn!) : told;
    if (rows) await unseen.add(examples, frame, rows);
  }
  requireRows(given, source.name);
  requireTargets(drawn.sample.rows, source.name);
  const isSame = String(table) === trainedOn?.table;
  // It was in memory as a whole when it was trained on, and parted so.
  if (isSame && !trainedOn.isStreamed && source.isRepeatable) {
    const { examples, ...which } = await chooseExamples(model, await collect(source, options), callOptions);
    return { answered: await answer(examples), ...which };
  }
  const hasSeen = count !== undefined && count.seen > 0;
  const all = drawn.sample.rows;
  const others = isSame || unknown.sample.rows === 0 ? unseen : unknown;
  const isParted = isSame || (hasSeen && untold === undefined && others.sample.rows < all);
  const taken = isParted && others.sample.rows > 0 ? others : drawn;
  if (taken.levels) tellUnseen(taken.levels, callOptions);
  // Where all rows of the same table were trained on there is nothing to tell apart.
  const why = isSame ? (isToldApart ? untold : undefined) : (untold ?? (others.sample.rows === 0 ? noneUnseen(record) : undefined));
  const { rows } = taken.sample;
  const answered = taken.sample.answered!;
  return {
    answered,
    ...(rows > answered.rows ? { drawnFrom: rows } : {}),
    ...(taken === others ? { leftOut: all - rows } : {}),
    ...(taken === drawn && hasSeen ? { seen: Math.round((count.seen * answered.rows) / all) } : {}),
    ...(taken === drawn && hasSeen && why !== undefined ? { untold: why } : {}),
    ...(all < given ? { withoutTarget: given - all } : {}),
  };

  /** The parts that a training on the same rows would make. */
  async function splitAgain() {
    // Which rows have a target is seen in theirs alone.
    const read = (only: readonly string[]) =>
      rowsWithTargets(source, targets).frames({ ...options, isReused: true, columns: [...only, ...targets.map(({ name }) => name)] });
    return (await createSplitter(spec, record.seed ?? 0, read))();
  }
}
