import type { SeriesLook } from '../../data/inspect/lookOfSeries.ts';
import { visible } from '../../data/inspect/words.ts';

/** How to forecast a table that looks like series in time, on one line. */
export function seriesText({ time, series, step, window, horizon }: SeriesLook, target?: string): string {
  const quoted = (name: string) => JSON.stringify(visible(name));
  const of = series === undefined ? '' : ` in each ${quoted(series)}`;
  const what = target === undefined ? '' : ` ${quoted(target)}`;
  const fields = [
    `"window": ${window}, "horizon": ${horizon}, "time": ${JSON.stringify(time)}`,
    ...(series === undefined ? [] : [`"series": ${JSON.stringify(series)}`]),
  ];
  const told =
    series === undefined ? '' : `, and ${JSON.stringify(series)}: "category" among its features, so that it tells the series apart`;
  return `${quoted(time)} comes in steps of ${step}${of}: to forecast${what}, give the spec "forecast": { ${fields.join(', ')} }${told}`;
}
