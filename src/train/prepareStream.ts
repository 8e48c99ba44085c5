import { atOnce } from '../turns/inTurns.ts';
import { columnsRead, targetsOf } from '../data/columns.ts';
import { createFitting, knownColumns } from '../data/encode.ts';
import type { Encoders, Row } from '../data/encoders.ts';
import type { Frame, Source } from '../data/frame.ts';
import { requireParts, type Parts } from '../data/partRows.ts';
import { gatherProblems, requireRows } from '../data/problems.ts';
import { createSplitter } from '../data/splitter.ts';
import { reusedArrays, type FrameArrays } from '../data/read/arrays.ts';
import { selectRows } from '../data/read/selectRows.ts';
import { classReader } from '../data/targets/yesNo.ts';
import { hasWeight, requireSomeWeight } from '../data/weights.ts';
import { DataError } from '../errors.ts';
import type { Examples } from '../model/slots.ts';
import { deriveSeed } from '../random.ts';
import type { KnownColumns, NormalisedModel, NormalisedTraining } from '../spec/normalised.ts';
import { createBuffer } from '../model/exampleBuffer.ts';
import { createExampleSample, roomIn, type ExampleSample } from '../model/exampleSample.ts';
import { encodeRows } from './encodeRows.ts';
import { streamFeed } from './feed/streamFeed.ts';
import { requireClasses, TO_TRAIN_ON, weighByClass, withSomeWeight, type Prepared, type StreamedRows } from './prepare.ts';
import { createRowLook } from './rowLook.ts';
import { SAMPLES, samplesOf } from './sampleRows.ts';
import { requireSeenClasses } from './seenClasses.ts';
import type { UnseenPart } from './watch/sharedRows.ts';

/**
 * Rows that are kept of those to train on, of those held out (they tell a score to about three digits), of those that wait to be drawn and
 * of those that were drawn for steps which are made in one call, and the bytes that they may take.
 */
export const KEPT = {
  sample: { rows: 2 ** 16, bytes: 2 ** 26 },
  heldOut: { rows: 2 ** 15, bytes: 2 ** 26 },
  buffer: { rows: 2 ** 16, bytes: 2 ** 26 },
  ahead: { rows: 2 ** 16, bytes: 2 ** 23 },
} as const;
/** In batches. */
const MOST_AHEAD = 64;

type ReadyStream = Prepared & { readonly encoders: Encoders; readonly known: KnownColumns; readonly stream: StreamedRows };

/**
 * The same as `prepareRows` for rows that are never all in memory: one pass to learn the encoders, one to draw what is kept (some
 * rows of training to look at, and of those held out as many as evaluation needs), then one for each epoch. Which rows are held
 * out their numbers decide, or their places among those of their class; for a split by time the times are read once before.
 * @throws DataError as `prepareRows`; where the source can be read only once, or has other rows the next time.
 */
export async function prepareStream(spec: NormalisedModel, source: Source, seed: number, signal?: AbortSignal): Promise<ReadyStream> {
  requireRepeatable(source);
  const { training } = spec;
  const { sampleWeight } = training;
  const columns = columnsRead(spec);
  const options = { ...(columns ? { columns } : {}), ...(signal ? { signal } : {}), isReused: true };
  const splitter = await createSplitter(spec, seed, (only) => source.frames({ ...options, columns: only }));

  /** All frames, each with its rows parted. */
  async function* read(): AsyncGenerator<{ readonly frame: Frame; readonly split: Parts }> {
    const split = splitter();
    for await (const frame of source.frames(options)) yield { frame, split: split(frame) };
  }

  const selected = reusedArrays();
  const problems = gatherProblems();
  const fitting = createFitting(spec, problems);
  const classes = countClasses(spec);
  const counts = { training: 0, heldOut: 0, test: 0 };
  for await (const { frame, split } of read()) {
    const part = selectRows(frame, split.training, selected);
    fitting.add(part);
    classes?.add(part);
    for (const others of [split.heldOut, split.test]) fitting.look(selectRows(frame, others));
    for (const name of ['training', 'heldOut', 'test'] as const) counts[name] += split[name].length;
  }
  problems.throwIfAny();
  requireRows(counts.training + counts.heldOut + counts.test, source.name);
  requireParts(source.name, counts, training);
  const encoders = fitting.finish();
  const rows = { training: counts.training, heldOut: counts.heldOut };
  const [target] = encoders.targets;
  const levels = target?.type === 'category' ? target.levels : [];
  requireClasses(spec, levels);
  const classWeight = weightsOfClasses(training.classWeight, levels, classes?.counts);
  const encode = (part: Frame, arrays: FrameArrays): Examples => encodeRows(encoders, part, sampleWeight, arrays);

  async function* readTraining(): AsyncGenerator<Examples> {
    const arrays = reusedArrays();
    for await (const { frame, split } of read()) {
      yield weighByClass(encode(selectRows(frame, split.training, arrays), arrays), classWeight, levels);
    }
  }

  const sample = createExampleSample(roomIn(KEPT.sample), deriveSeed(seed, 'sample'));
  const heldOut = createExampleSample(roomIn(KEPT.heldOut), deriveSeed(seed, 'heldOut'));
  const test = createExampleSample(roomIn(KEPT.heldOut), deriveSeed(seed, 'test'));
  const look = createRowLook(spec, true);
  const samples: Row[] = [];
  const [ofTraining, ofHeldOut, ofTest] = [reusedArrays(), reusedArrays(), reusedArrays()];
  let isWeighed = false;
  for await (const { frame, split } of read()) {
    const [heldOutRows, testRows] = [selectRows(frame, split.heldOut, ofHeldOut), selectRows(frame, split.test, ofTest)];
    for (const part of [heldOutRows, testRows]) requireSeenClasses(encoders, part, training.split);
    const parts = { training: encode(selectRows(frame, split.training, ofTraining), ofTraining), heldOut: encode(heldOutRows, ofHeldOut) };
    const tested = encode(testRows, ofTest);
    atOnce(look.add(split, { ...parts, test: tested }, frame)); // some hundred rows
    const weighed = weighByClass(parts.training, classWeight, levels);
    isWeighed ||= hasWeight(weighed.lossWeights ?? weighed.weights ?? [1]);
    sample.add(weighed);
    heldOut.add(parts.heldOut);
    test.add(tested);
    samples.push(...samplesOf(frame, encoders, split).slice(0, SAMPLES - samples.length));
  }
  if (!isWeighed) requireSomeWeight([0], TO_TRAIN_ON);
  const like = sample.examples!;
  const room = Math.max(training.batchSize, training.shuffleBuffer ?? roomIn(KEPT.buffer)(like));
  const ahead = Math.min(roomIn(KEPT.ahead)(like), MOST_AHEAD * training.batchSize);
  const buffer = createBuffer(like, Math.min(room, rows.training) + Math.min(ahead, rows.training));
  return {
    set: buffer.examples,
    ...(heldOut.examples ? { heldOut: withSomeWeight(heldOut.examples) } : {}),
    ...(test.examples ? { test: withSomeWeight(test.examples) } : {}),
    drawnFrom: { ...drawnFrom('heldOut', heldOut), ...drawnFrom('test', test) },
    encoders,
    known: knownColumns(encoders),
    samples: { rows: samples },
    look,
    stream: {
      sample: like,
      rows,
      feed: (options) => streamFeed({ name: source.name, read: readTraining, rows: rows.training, buffer, room }, options),
    },
  };
}

/** Tells of a part of which not all rows are kept how many there were. */
export const drawnFrom = (part: UnseenPart, { rows, examples }: ExampleSample): NonNullable<Prepared['drawnFrom']> =>
  examples !== undefined && rows > examples.rows ? { [part]: rows } : {};

/** Counts the rows of each class of the only target; nothing where it has none. */
function countClasses(spec: NormalisedModel) {
  const [entry, ...others] = targetsOf(spec);
  if (entry === undefined || others.length > 0 || entry[1].type !== 'category') return undefined;
  const read = classReader(entry[1]);
  const counts = new Map<string | undefined, number>();
  return {
    counts,
    add(frame: Frame) {
      const column = frame.column(entry[0]);
      if (column === undefined) return;
      const { codes, values } = column.coded();
      const levels = values.map(read);
      for (const code of codes) counts.set(levels[code], (counts.get(levels[code]) ?? 0) + 1);
    },
  };
}

/** Weights by class, written out where they are to balance what all the rows have. */
function weightsOfClasses(
  classWeight: NormalisedTraining['classWeight'],
  levels: readonly string[],
  counts: ReadonlyMap<string | undefined, number> | undefined,
): NormalisedTraining['classWeight'] {
  if (classWeight !== 'balanced' || counts === undefined) return classWeight;
  const found = levels.filter((level) => counts.has(level));
  const rows = found.reduce((sum, level) => sum + counts.get(level)!, 0);
  return Object.fromEntries(found.map((level) => [level, rows / (found.length * counts.get(level)!)]));
}

/** @throws DataError where rows can be read only once. */
export function requireRepeatable(source: Source): Source {
  const { isRepeatable, name } = source;
  if (isRepeatable) return source;
  const fix = 'give a file, a function that begins the stream anew at each call, or collect the rows in memory';
  throw new DataError(name, [{ path: name, expected: 'rows that can be read again for each epoch', received: 'a stream', fix }]);
}
