/** What a sweep found, to be drawn. */
export interface SweepCurve {
  /** Growing by the same factor each time. */
  readonly rates: readonly number[];
  /** Of as many of the rates as were tried. */
  readonly losses: readonly number[];
  readonly suggestion: number;
}

/**
 * The loss over the learning rate (a logarithmic axis) as points, the suggested rate marked by a line of its own. A loss that was
 * lost ends at the top, so that it does not flatten the rest.
 * @param size Columns and lines of the whole, scale and axis included.
 */
export function learningRatePlot(
  { rates, losses, suggestion }: SweepCurve,
  size: { readonly width: number; readonly height: number },
): string[] {
  const curve = losses.slice(0, rates.length);
  const { least, top } = scaleOf(curve);
  const labels = [top, least].map(short);
  const margin = Math.max(...labels.map((label) => label.length)) + 1;
  const columns = Math.max(8, size.width - margin - 1);
  const lines = Math.max(2, size.height - 3);

  const grid = Array.from({ length: lines }, () => Array<string>(columns).fill(' '));
  const columnOf = (rate: number) => Math.round((Math.log(rate / rates[0]!) / Math.log(rates.at(-1)! / rates[0]!)) * (columns - 1));
  const marked = columnOf(suggestion);
  for (const line of grid) line[marked] = '┊';
  for (let column = 0; column < columns; column++) {
    const value = valueAt(curve, (column / (columns - 1)) * (rates.length - 1));
    if (value === undefined) continue;
    const share = top === least ? 0 : (Math.min(top, value) - least) / (top - least);
    grid[lines - 1 - Math.round(share * (lines - 1))]![column] = '•';
  }
  return [
    ...grid.map((line, i) => {
      const label = i === 0 ? labels[0]! : i === lines - 1 ? labels[1]! : '';
      return `${label.padStart(margin - 1)} ${label === '' ? '│' : '┤'}${line.join('').trimEnd()}`;
    }),
    `${' '.repeat(margin)}└${'─'.repeat(columns)}`,
    ' '.repeat(margin + 1) + ticks(rates, columnOf, columns),
    ' '.repeat(margin + 1) + mark(short(suggestion), marked, columns),
  ];
}

/** From the least loss to as far above the first as that lies below it. */
function scaleOf(losses: readonly number[]): { readonly least: number; readonly top: number } {
  const finite = losses.filter(Number.isFinite);
  if (finite.length === 0) return { least: 0, top: 1 };
  const [least, most] = [Math.min(...finite), Math.max(...finite)];
  const usual = finite[0]! + (finite[0]! - least) / 2;
  return { least, top: usual > least ? Math.min(most, usual) : most };
}

/** Between two losses, in proportion; a lost one counts as infinite. Nothing beyond the last. */
function valueAt(losses: readonly number[], at: number): number | undefined {
  const [from, to] = [losses[Math.floor(at)], losses[Math.ceil(at)]];
  if (from === undefined || to === undefined) return undefined;
  const value = from + (to - from) * (at - Math.floor(at));
  return Number.isFinite(value) ? value : Infinity;
}

/** Powers of ten below the axis, as many as have room. */
function ticks(rates: readonly number[], columnOf: (rate: number) => number, columns: number): string {
  let line = '';
  for (let power = Math.ceil(Math.log10(rates[0]!) - 1e-9); power <= Math.log10(rates.at(-1)!) + 1e-9; power++) {
    const label = `1e${power}`;
    const column = columnOf(10 ** power);
    if (column > 0 && column < line.length + 2) continue;
    if (column + label.length <= columns) line = line.padEnd(column) + label;
  }
  return line;
}

/** `▲ 0.001` below the suggestion, at its other side where there is no room. */
function mark(label: string, column: number, columns: number): string {
  const right = `▲ ${label}`;
  return column + right.length <= columns ? ' '.repeat(column) + right : `${label} ▲`.padStart(column + 1);
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
