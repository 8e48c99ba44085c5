/** Rows of words as lines, each column as wide as its widest word, numbers to the right; two spaces between. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((word, column) => word.padStart(widths[column]!)).join('  '));
}
