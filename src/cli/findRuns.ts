import { basename, join } from 'node:path';
import { closest, formatIssues, show, UsageError, type Issue } from '../errors.ts';
import { listRuns as list, readRun, type RunSummary } from '../node/runs/listRuns.ts';

/** The runs of a folder, the newest last, and in words what is wrong with those that cannot be read. */
export async function listRuns(folder: string): Promise<{ readonly runs: readonly RunSummary[]; readonly problems?: string }> {
  const { runs, issues } = await list(folder);
  return { runs, ...(issues.length === 0 ? {} : { problems: formatIssues(`the folder ${folder}`, issues) }) };
}

/**
 * Runs by their names, or by the paths of their folders.
 * @throws UsageError with all that are not there; BundleError where one is damaged.
 */
export async function readRuns(names: readonly string[], folder: string): Promise<readonly RunSummary[]> {
  const { runs, issues } = await list(folder);
  // A folder may have been given another name since.
  const pathOf = (name: string) =>
    (runs.find(({ path }) => basename(path) === name) ?? runs.find(({ record }) => record.name === name))?.path;
  const known = runs.map(({ path }) => basename(path));
  const missing: Issue[] = [];
  const found: RunSummary[] = [];
  for (const name of names) {
    if (/[\\/]/.test(name)) found.push(await readRun(name));
    else if (pathOf(name) !== undefined || issues.some(({ path }) => path.startsWith(join(folder, name, '/')))) {
      found.push(await readRun(pathOf(name) ?? join(folder, name)));
    } else missing.push(unknownRun(name, known, folder));
  }
  if (missing.length > 0) throw new UsageError('the command line of netspec runs', missing);
  return found;
}

function unknownRun(name: string, known: readonly string[], folder: string): Issue {
  const near = closest(name, known);
  const fix = near === undefined ? 'netspec runs lists them all' : `did you mean "${near}"?`;
  return { path: 'NAME', expected: `a run in ${folder}`, received: show(name), fix };
}
