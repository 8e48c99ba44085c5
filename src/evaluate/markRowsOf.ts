import type { Report } from './report.ts';

/** A report with which rows it is about. Where training saw all of them, no victory is drawn from them. */
export function markRowsOf(report: Report, which: Partial<Report>): Report {
  const told = { ...report, ...which };
  if (report.baselines === null || which.seen !== report.rows) return told;
  const verdict = 'All rows were trained on, so that they cannot tell whether the network beats its baselines: evaluate it on others.';
  return { ...told, verdict };
}
