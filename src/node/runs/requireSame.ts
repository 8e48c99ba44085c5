import { join, resolve } from 'node:path';
import { show, UsageError, type Issue } from '../../errors.ts';
import { otherData, type DataSource } from './dataSource.ts';
import { differences } from './differences.ts';
import { isSamePlace, type RunSummary } from './listRuns.ts';
import type { RunRecord } from './runRecord.ts';

/** What a run is told when it is to go on. */
export interface Told {
  readonly out?: string;
  readonly spec: unknown;
  /** Of the command line or the call, by names in code. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly data: readonly DataSource[];
  readonly backend: string;
  /** What to do where something is not the same, in the words of who asks. */
  readonly fix: string;
}

/**
 * Makes sure that a run is told what it began with: only so can it go on as if it had never stopped.
 * @throws UsageError with all that is not the same.
 */
export function requireSame({ record, path, spec: before }: RunSummary, { out, spec, told, data, backend, fix }: Told): void {
  const issue = (name: string, then: unknown, now: unknown): Issue => ({
    path: name,
    expected: `${show(then)}, as the run began`,
    received: show(now),
  });
  const names = [...new Set([...Object.keys(record.options), ...Object.keys(told)])];
  const options = names.filter((name) => JSON.stringify(record.options[name]) !== JSON.stringify(told[name]));
  const issues = [
    ...(isSameOut(record, out) ? [] : [issue('out', record.out?.path, out && resolve(out))]),
    ...otherData(record.data, data),
    ...options.map((name) => issue(name, record.options[name], told[name])),
    ...specIssues(before, spec, join(path, 'spec.json')),
    ...(record.environment.backend === backend || options.includes('backend')
      ? []
      : [issue('backend', record.environment.backend, backend)]),
  ];
  if (issues.length === 0) return;
  throw new UsageError(
    `the run in ${path}`,
    issues.map((issue, i) => (i === issues.length - 1 ? { ...issue, fix } : issue)),
  );
}

const isSameOut = ({ out: before }: RunRecord, now: string | undefined): boolean =>
  before === undefined || now === undefined ? before === now : isSamePlace(before.path, now);

function specIssues(before: unknown, now: unknown, file: string): readonly Issue[] {
  if (JSON.stringify(before) === JSON.stringify(now)) return [];
  const found = differences([before, now]);
  if (found.length === 0) return [{ path: 'spec', expected: `the order of ${file}`, received: 'another' }];
  return found.map(({ path, values }) => ({
    path: `spec ${path}`,
    expected: `${show(values[0])}, as in ${file}`,
    received: show(values[1]),
  }));
}
