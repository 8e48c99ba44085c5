import { rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { show, UsageError } from '../../errors.ts';
import { reason } from '../reason.ts';
import { claimRun, type ClaimedFolder } from './claimRun.ts';
import type { DataSource } from './dataSource.ts';
import { describeEnvironment } from './environment.ts';
import { beginEpochs } from './metricsFile.ts';
import { holdRun, type Run } from './run.ts';
import { makeFolder, syncFolder } from '../syncFolder.ts';
import { RUNS_FOLDER } from './runsFolder.ts';
import { writeRecord, type RunRecord } from './runRecord.ts';
import { writing } from '../writing.ts';

export interface NewRun {
  /** Where the run's own folder is made. Default: `runs`. */
  readonly folder?: string;
  /** Default: the last part of `out`, else the name of the spec, or with a number where that is taken: `iris`, `iris-2`, `iris-3`. */
  readonly name?: string;
  /** Where the model goes, where it is saved. */
  readonly out?: string;
  /** As the user wrote it. */
  readonly spec: unknown;
  /** What the run was told, by names in code. Plain JSON. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Names of functions that the program gave, by where it gave them. */
  readonly functions?: Readonly<Record<string, string>>;
  readonly data: readonly DataSource[];
  readonly seed: number;
  /** Name of the backend that it runs on. */
  readonly backend: string;
  /** The clock. Default: the system's. */
  readonly now?: () => Date;
}

/**
 * Makes the folder of a new run: `spec.json`, `run.json`, and room for the rest. This process then holds it until `finish` or
 * `close`.
 * @throws UsageError where the name is taken or no name for a folder, or the folder cannot be written.
 */
export async function createRun({ folder = RUNS_FOLDER, now = () => new Date(), ...given }: NewRun): Promise<Run> {
  if (given.name !== undefined) requireName(given.name);
  const environment = await describeEnvironment(given.backend);
  const { path, name, session } = await claimFolder(folder, given, now);
  try {
    await writing(path, () => writeFile(join(path, 'spec.json'), `${JSON.stringify(given.spec, null, 2)}\n`, { flush: true }));
    await beginEpochs(path);
    const record: RunRecord = {
      netspecRun: 1,
      name,
      state: 'running',
      started: now().toISOString(),
      ...(given.out === undefined ? {} : { out: { given: given.out, path: resolve(given.out) } }),
      data: given.data,
      options: given.options,
      ...(given.functions === undefined ? {} : { functions: given.functions }),
      seed: given.seed,
      environment,
    };
    await writeRecord(path, record); // the last: a folder without it is no run yet
    await writing(folder, () => syncFolder(folder));
    return holdRun(path, record, session, now);
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    throw error;
  }
}

/** Of two runs that begin at once each gets its own. */
async function claimFolder(
  folder: string,
  { name, out, spec }: NewRun,
  now: () => Date,
): Promise<ClaimedFolder & { readonly name: string }> {
  const first = name ?? nameFor(out ?? (spec as { readonly name?: string } | null)?.name ?? 'run');
  try {
    await makeFolder(folder);
    for (let number = 1; ; number++) {
      const tried = number === 1 ? first : `${first}-${number}`;
      const claimed = await claimRun(join(folder, tried), now);
      if (claimed !== undefined) return { ...claimed, name: tried };
      if (name !== undefined) break;
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError('the run', [{ path: folder, expected: 'a folder that can be written', received: reason(error) }]);
  }
  const fix = 'choose another name, or leave it out to have one made';
  throw new UsageError('the run', [{ path: join(folder, first), expected: 'a name that is not taken', received: 'one that is', fix }]);
}

const nameFor = (out: string): string =>
  basename(resolve(out))
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '') || 'run';

function requireName(name: string): void {
  if (/^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(name)) return;
  const expected = 'a name of letters, digits and . _ -, which does not begin with . or -';
  throw new UsageError('the run', [{ path: 'name', expected, received: show(name) }]);
}
