import { combineReports, type AnyReport, type Report } from './report.ts';

/** A report with which rows it is about. Where training saw all of them, no victory is drawn from them. */
function markRowsOf(report: Report, which: Partial<Report>): Report {
  const told = { ...report, ...which };
  if (report.baselines === null || which.seen !== report.rows) return told;
  const verdict = 'All rows were trained on, so that they cannot tell whether the network beats its baselines: evaluate it on others.';
  return { ...told, verdict };
}

/** The same of a report, or of one for each of several targets. */
export function markReport(report: AnyReport, which: Partial<Report>): AnyReport {
  if (!('targets' in report)) return markRowsOf(report, which);
  return combineReports(Object.fromEntries(Object.entries(report.targets).map(([name, one]) => [name, markRowsOf(one, which)])));
}
