import { realpathSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BundleError, NetspecError, UsageError, type Issue } from '../../errors.ts';
import type { EpochEvent } from '../../train/events.ts';
import { codeOf, reason } from '../reason.ts';
import { readEpochs } from './metricsFile.ts';
import { bestOf } from './run.ts';
import { readRecord, type RunRecord, type RunState } from './runRecord.ts';
import { RUNS_FOLDER } from './runsFolder.ts';
import { isWorkedOn } from './session.ts';

/** A run as it lies there. */
export interface RunSummary {
  readonly path: string;
  readonly record: RunRecord;
  /**
   * As in the record. `interrupted` where that says running and nobody works on it: its process was killed, or gave it up without
   * ending it, as `dispose()` of a trainer does.
   */
  readonly state: RunState | 'interrupted';
  /** As the user wrote it. */
  readonly spec: unknown;
  /** Whole epochs gone through. */
  readonly epochs: readonly EpochEvent[];
  /** The last one that was the best so far. */
  readonly best?: EpochEvent;
  /** Time that the epochs took. */
  readonly milliseconds: number;
}

/**
 * What a run came to, up to now. Needs no right to write to it.
 * @param path Its folder.
 * @throws UsageError where it is no run, BundleError where something in it is damaged.
 */
export async function readRun(path: string): Promise<RunSummary> {
  const record = await readRecord(path);
  const epochs = await readEpochs(path);
  const best = bestOf(epochs);
  return {
    path,
    record,
    state: record.state === 'running' && !(await isWorkedOn(path)) ? 'interrupted' : record.state,
    spec: await readSpec(path),
    epochs,
    ...(best === undefined ? {} : { best }),
    milliseconds: epochs.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
  };
}

/**
 * All runs of a folder, the newest last; none where the folder is not there.
 * @returns them, and what is wrong with those that cannot be read.
 * @throws UsageError where the folder cannot be read.
 */
export async function listRuns(
  folder: string = RUNS_FOLDER,
): Promise<{ readonly runs: readonly RunSummary[]; readonly issues: readonly Issue[] }> {
  const runs: RunSummary[] = [];
  const issues: Issue[] = [];
  for (const path of await runFolders(folder)) {
    try {
      runs.push(await readRun(path));
    } catch (error) {
      if (!(error instanceof NetspecError)) throw error;
      issues.push(...error.issues);
    }
  }
  return { runs: runs.sort(byAge), issues };
}

/**
 * The newest run whose model goes to `out`, or nothing where there is none.
 * @throws BundleError where the record of a run is damaged: it might be the one.
 */
export async function newestRun({
  folder = RUNS_FOLDER,
  out,
}: {
  readonly folder?: string;
  readonly out: string;
}): Promise<RunSummary | undefined> {
  const found: { readonly path: string; readonly record: RunRecord }[] = [];
  for (const path of await runFolders(folder)) {
    const record = await readRecord(path);
    if (record.out !== undefined && isSamePlace(record.out.path, out)) found.push({ path, record });
  }
  const newest = found.sort(byAge).at(-1);
  return newest === undefined ? undefined : await readRun(newest.path);
}

const natural = new Intl.Collator('en', { numeric: true });

const byAge = (a: { readonly record: RunRecord }, b: { readonly record: RunRecord }): number =>
  Date.parse(a.record.started) - Date.parse(b.record.started) || natural.compare(a.record.name, b.record.name);

/** The folders in a folder that hold a run; one that was killed before it wrote `run.json` had not begun. */
async function runFolders(folder: string): Promise<readonly string[]> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new UsageError('the runs', [{ path: folder, expected: 'a folder of runs', received: reason(error) }]);
  }
  const paths: string[] = [];
  for (const name of names) {
    const path = join(folder, name);
    if ((await stat(join(path, 'run.json')).catch(() => undefined)) !== undefined) paths.push(path);
  }
  return paths;
}

async function readSpec(path: string): Promise<unknown> {
  const place = join(path, 'spec.json');
  try {
    return JSON.parse(await readFile(place, 'utf8'));
  } catch (error) {
    const received = error instanceof SyntaxError ? 'text that is none' : reason(error);
    throw new BundleError('the run', [{ path: place, expected: 'the spec of the run in JSON', received }]);
  }
}

/** Whether two paths lead to the same place, links followed. */
export const isSamePlace = (a: string, b: string): boolean => canonical(resolve(a)) === canonical(resolve(b));

/** Where a path leads once links are followed; itself where nothing is there. */
function canonical(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
