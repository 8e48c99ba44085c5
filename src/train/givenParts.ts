import type { LayersModel } from '@tensorflow/tfjs-layers';
import { takeTurns, type InTurns } from '../turns/inTurns.ts';
import { isSource, type Frame, type Source } from '../data/frame.ts';
import { columnsRead } from '../data/columns.ts';
import { requireRows } from '../data/problems.ts';
import { rowsWithTargets, targetsToHave } from '../data/knownTargets.ts';
import type { RowData } from '../data/read/memoryFrame.ts';
import { show, UsageError, type Issue } from '../errors.ts';
import { createExampleSample, roomIn } from '../model/exampleSample.ts';
import { readArrays, type Arrays, type Examples } from '../model/slots.ts';
import { deriveSeed } from '../random.ts';
import type { ModelSpec } from '../spec/model.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import { frameInTurns } from '../data/rowsInTurns.ts';
import { encodedInTurns } from '../model/examplesInTurns.ts';
import { encodeRows } from './encodeRows.ts';
import type { TrainOptions } from './options.ts';
import { withSomeWeight, type Prepared } from './prepare.ts';
import { drawnFrom, KEPT } from './prepareStream.ts';
import type { TrainingSet } from './step/trainStep.ts';
import type { UnseenPart } from './watch/sharedRows.ts';

/** Rows that are given for one part, instead of being held out of those to train on. */
export type GivenData = RowData | Arrays | Source;

const parts = [
  { data: 'validationData', share: 'validationSplit', set: 'heldOut' },
  { data: 'testData', share: 'testSplit', set: 'test' },
] as const;

/**
 * A spec that holds nothing out of the data for the parts that are given themselves.
 * @throws UsageError where the call says both, or a way to split that has nothing left to part.
 */
export function withGivenParts(spec: ModelSpec, options: TrainOptions): ModelSpec {
  const given = parts.filter(({ data }) => options[data] !== undefined);
  if (given.length === 0) return spec;
  if (spec.forecast !== undefined) {
    const expected = 'nothing beside "forecast", whose windows reach back over the rows before';
    const fix = 'give all rows as one table, which validationSplit and testSplit part by time';
    throw new UsageError('the call', given.map(({ data: path }) => ({ path, expected, received: 'rows', fix }))); // prettier-ignore
  }
  const names = given.map(({ data }) => data).join(' and ');
  const issues: Issue[] = given.flatMap(({ data, share }) =>
    (options[share] ?? 0) === 0
      ? []
      : [{ path: share, expected: `nothing beside ${data}`, received: show(options[share]), fix: 'leave one of the two out' }],
  );
  const { split } = spec.training ?? {};
  const type = typeof split === 'object' ? split.type : split;
  const isIdle = options.split !== undefined && given.length === parts.length;
  if (type === 'column' || isIdle) {
    const expected = type === 'column' ? `no column that says the parts beside ${names}` : `nothing beside ${names}, as no row is held out`;
    issues.push({ path: 'split', expected, received: show(type), fix: 'leave one of the two out' });
  }
  if (issues.length > 0) throw new UsageError('the call', issues);
  return { ...spec, training: { ...spec.training, ...Object.fromEntries(given.map(({ share }) => [share, 0])) } };
}

/** What reads a part that is given. */
interface Reader {
  readonly spec: NormalisedModel;
  readonly layersModel: LayersModel;
  readonly seed: number;
  /** Lets other work have its turn. */
  readonly breathe: () => Promise<void> | undefined;
}

/**
 * Puts the parts that are given beside what is trained on. What encodes them has learned from the training rows alone.
 * @throws DataError where they lack a column, or have a class that no training row has.
 */
export async function addGivenParts(prepared: Prepared, options: TrainOptions, reader: Reader): Promise<Prepared> {
  let all = prepared;
  for (const { data, set } of parts) {
    const given = options[data];
    if (given === undefined) continue;
    const part = await readPart(given, { ...reader, prepared, part: set, signal: options.signal });
    all = { ...all, [set]: withSomeWeight(part.examples), drawnFrom: { ...all.drawnFrom, ...part.drawnFrom } };
  }
  const { stream, heldOut, drawnFrom } = all;
  return stream === undefined || heldOut === prepared.heldOut
    ? all
    : { ...all, stream: { ...stream, rows: { ...stream.rows, heldOut: drawnFrom?.heldOut ?? heldOut!.rows } } };
}

interface PartReader extends Reader {
  readonly prepared: Prepared;
  readonly part: UnseenPart;
  readonly signal: AbortSignal | undefined;
}

type ReadPart = { readonly examples: TrainingSet } & Pick<Prepared, 'drawnFrom'>;

async function readPart(data: GivenData, { spec, layersModel, prepared, seed, breathe, part, signal }: PartReader): Promise<ReadPart> {
  const { encoders, look } = prepared;
  if (encoders === undefined) {
    const examples = await readArrays(spec, layersModel, data as Arrays);
    const place = (row: number) => `row ${row + 1}`;
    if (look) await takeTurns(look.addGiven(part, examples, place), breathe);
    return { examples };
  }
  function* reading(frame: Frame): InTurns<Examples> {
    const examples = yield* encodedInTurns(frame, (rows, arrays) => encodeRows(encoders!, rows, spec.training.sampleWeight, arrays));
    if (look) yield* look.addGiven(part, examples, frame.place);
    return examples;
  }
  const read = async (frame: Frame) => await takeTurns(reading(frame), breathe);
  const targets = targetsToHave(spec);
  if (!isSource(data)) {
    const frame = rowsWithTargets(await takeTurns(frameInTurns(data as RowData), breathe), targets);
    requireRows(frame.rows, frame.source);
    return { examples: await read(frame) };
  }
  const kept = createExampleSample(roomIn(KEPT.heldOut), deriveSeed(seed, part));
  const columns = columnsRead(spec);
  for await (const frame of rowsWithTargets(data, targets).frames({ ...(columns ? { columns } : {}), ...(signal ? { signal } : {}) })) {
    if (frame.rows > 0) kept.add(await read(frame));
  }
  requireRows(kept.rows, data.name);
  return { examples: kept.examples!, drawnFrom: drawnFrom(part, kept) };
}
