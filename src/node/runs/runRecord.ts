import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleError, show, UsageError, type Issue } from '../../errors.ts';
import { codeOf, reason } from '../reason.ts';
import { writeFileAtomically } from '../writeFile.ts';
import type { DataSource } from './dataSource.ts';
import type { Environment } from './environment.ts';

/** What became of a run. One that is `running` may have been killed: `readRun` tells. */
export const runStates = ['running', 'complete', 'stopped', 'diverged', 'failed'] as const;
export type RunState = (typeof runStates)[number];

/** What `run.json` holds. Plain JSON. */
export interface RunRecord {
  /** Version of this format. */
  readonly netspecRun: 1;
  readonly name: string;
  readonly state: RunState;
  /** ISO 8601, UTC. */
  readonly started: string;
  /** The same; absent while it runs. */
  readonly ended?: string;
  /** Where the model goes: as given, and absolute. Absent where a program keeps it to itself. */
  readonly out?: { readonly given: string; readonly path: string };
  readonly data: readonly DataSource[];
  /** What it was told, by names in code: `batchSize`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Names of functions that a program gave, by where: `loss`, `callbacks[0].onEpochEnd`. They are not in the record. */
  readonly functions?: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly environment: Environment;
  /** Whole epochs gone through; once it has ended. */
  readonly epochs?: number;
  /** The last one that was the best so far, counted from 1. */
  readonly bestEpoch?: number;
  /** On the rows held out, by name. */
  readonly scores?: Scores;
  /** Why it ended, where that is not plain: what made it fail or diverge. */
  readonly message?: string;
}

/** Scores by name; null where one cannot be told. */
export type Scores = Readonly<Record<string, number | null>>;

const FILE = 'run.json';

/**
 * @param path The folder of a run.
 * @throws UsageError where it is none; BundleError where `run.json` is damaged or of a later version.
 */
export async function readRecord(path: string): Promise<RunRecord> {
  let text: string;
  try {
    text = await readFile(join(path, FILE), 'utf8');
  } catch (error) {
    const received = codeOf(error) === 'ENOENT' ? `no ${FILE} there` : reason(error);
    throw new UsageError('the run', [{ path, expected: 'the folder of a run', received, fix: 'netspec runs lists those that are there' }]);
  }
  return parseRecord(text, join(path, FILE));
}

/** Replaces `run.json` whole. */
export async function writeRecord(path: string, record: RunRecord): Promise<void> {
  await writeFileAtomically(join(path, FILE), `${JSON.stringify(record, null, 1)}\n`, { flush: true });
}

function parseRecord(text: string, place: string): RunRecord {
  const refuse = (issue: Issue) => new BundleError('the run', [issue]);
  let record: Partial<RunRecord> | null;
  try {
    record = JSON.parse(text) as Partial<RunRecord> | null;
  } catch {
    throw refuse({ path: place, expected: 'JSON', received: `${text.length} characters that are none`, fix: damaged });
  }
  if (record?.netspecRun === undefined) throw refuse({ path: place, expected: 'the record of a netspec run', received: show(record) });
  if (record.netspecRun !== 1) {
    const fix = 'open it with the version of netspec that wrote it, or a later one';
    throw refuse({ path: `${place} netspecRun`, expected: 'format 1', received: show(record.netspecRun), fix });
  }
  const wrong = Object.entries(checks).filter(([name, { accepts }]) => !accepts(record[name as keyof RunRecord]));
  if (wrong.length === 0) return record as RunRecord;
  throw new BundleError(
    'the run',
    wrong.map(([name, { expected }]) => ({
      path: `${place} ${name}`,
      expected,
      received: show(record[name as keyof RunRecord]),
      fix: damaged,
    })),
  );
}

const damaged = 'the file was changed by hand: mend it, or take the folder of this run away';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isText = (value: unknown) => typeof value === 'string';
const isDate = (value: unknown) => isText(value) && !Number.isNaN(Date.parse(value as string));

/** What others rely on. */
const checks: Readonly<Partial<Record<keyof RunRecord, { readonly expected: string; accepts(value: unknown): boolean }>>> = {
  name: { expected: 'a name', accepts: isText },
  state: { expected: runStates.join(' or '), accepts: (value) => runStates.includes(value as RunState) },
  started: { expected: 'a time', accepts: isDate },
  out: { expected: 'a folder', accepts: (value) => value === undefined || (isObject(value) && isText((value as { path?: unknown }).path)) },
  data: { expected: 'a list', accepts: Array.isArray },
  options: { expected: 'an object', accepts: isObject },
  seed: { expected: 'an integer', accepts: Number.isSafeInteger },
  environment: { expected: 'an object', accepts: isObject },
};
