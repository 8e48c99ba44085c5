import stringWidth from 'string-width';

/** A column of a table for a terminal. */
export interface TableColumn {
  readonly title: string;
  /** Where not all columns have room, those of the highest rank go first; that of rank 0 stays. */
  readonly rank: number;
  readonly cells: readonly string[];
  /** Words begin at the left, numbers end at the right. */
  readonly isText?: boolean;
  /** It may be shortened to so many characters before a column is left out. */
  readonly leastWidth?: number;
}

const GAP = '  ';

/** A line of titles, and one for each row, at most `width` characters wide as a terminal counts them. */
export function wideTable(columns: readonly TableColumn[], width: number): string[] {
  const chosen = fit(columns, width);
  const widths = chosen.map(widthOf);
  const pad = (word: string, i: number) => {
    const space = ' '.repeat(Math.max(0, widths[i]! - stringWidth(word)));
    return chosen[i]!.isText === true ? word + space : space + word;
  };
  const rows = chosen[0]?.cells.length ?? 0;
  const lines = [chosen.map(({ title }) => title), ...Array.from({ length: rows }, (_, row) => chosen.map(({ cells }) => cells[row]!))];
  return lines.map((line) => line.map(pad).join(GAP).trimEnd());
}

/** Leaves columns out until the others have room, shortened where they may be; then shortens no more than it must, the widest first. */
function fit(columns: readonly TableColumn[], width: number): readonly TableColumn[] {
  const gaps = GAP.length * Math.max(0, columns.length - 1);
  const least = columns.reduce((sum, column) => sum + Math.min(widthOf(column), column.leastWidth ?? Infinity), 0) + gaps;
  const last = columns.reduce((worst, column) => (column.rank > worst.rank ? column : worst));
  if (least > width && last.rank > 0) {
    return fit(
      columns.filter((column) => column !== last),
      width,
    );
  }
  const over = columns.reduce((sum, column) => sum + widthOf(column), 0) + gaps - width;
  const roomOf = (column: TableColumn) => (column.leastWidth === undefined ? 0 : widthOf(column) - column.leastWidth);
  const widest = columns.reduce((best, column) => (roomOf(column) > roomOf(best) ? column : best));
  if (over <= 0 || roomOf(widest) <= 0) return columns;
  return fit(replace(columns, widest, Math.max(widest.leastWidth!, widthOf(widest) - over)), width);
}

const replace = (columns: readonly TableColumn[], chosen: TableColumn, width: number): readonly TableColumn[] =>
  columns.map((column) =>
    column === chosen
      ? { ...column, title: shortenTo(column.title, width), cells: column.cells.map((cell) => shortenTo(cell, width)) }
      : column,
  );

/** No wider than `width` as a terminal counts it, with … for what is left out; no character is torn apart. */
export function shortenTo(text: string, width: number): string {
  if (stringWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Words on lines of at most `width` characters, but for a word that is longer. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length > 0 && stringWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const widthOf = ({ title, cells }: TableColumn): number => Math.max(stringWidth(title), ...cells.map((cell) => stringWidth(cell)));
