/** A box to be placed; sizes in pixels. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Ids of the boxes above it. */
  readonly from: readonly string[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a box stands, by its centre. */
export interface Placed extends Point {
  readonly box: Box;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Placed[];
  /** Each from the bottom of one box to the top of another, by the points between boxes that it passes. */
  readonly lines: readonly { readonly points: readonly Point[] }[];
}

/** A box, or a place on its row that a line passes. */
interface Cell {
  readonly box?: Box;
  readonly width: number;
  readonly above: Cell[];
  readonly below: Cell[];
  x: number;
}

const gap = { x: 28, y: 44 };
const margin = 12;

/**
 * Places boxes in rows so that each stands below what it reads, lines cross seldom and run straight (Sugiyama et al. 1981:
 * longest-path rows, barycentre order, then alignment). Boxes come in an order in which each follows what it reads.
 */
export function layOut(boxes: readonly Box[]): Layout {
  const { rows, cells } = makeRows(boxes);
  for (let sweep = 0; sweep < 4; sweep++) {
    for (const row of rows) order(row, (cell) => cell.above);
    for (const row of [...rows].reverse()) order(row, (cell) => cell.below);
  }
  for (const row of rows)
    spread(
      row,
      row.map((_, i) => i * gap.x),
    );
  for (let sweep = 0; sweep < 8; sweep++) {
    for (const row of rows) align(row, (cell) => cell.above);
    for (const row of [...rows].reverse()) align(row, (cell) => cell.below);
  }

  const all = rows.flat();
  const left = Math.min(...all.map((cell) => cell.x - cell.width / 2)) - margin;
  const right = Math.max(...all.map((cell) => cell.x + cell.width / 2)) + margin;
  const rowHeight = Math.max(...boxes.map((box) => box.height));
  const yOf = new Map(rows.flatMap((row, i) => row.map((cell) => [cell, margin + rowHeight / 2 + i * (rowHeight + gap.y)] as const)));
  const at = (cell: Cell, dy = 0): Point => ({ x: cell.x - left, y: yOf.get(cell)! + dy });

  const lines = boxes.flatMap((box) =>
    box.from.map((id, i) => {
      const start = cells.get(id)!;
      const passed = way(cells.get(box.id)!, i);
      return { points: [at(start, start.box!.height / 2), ...passed.map((cell) => at(cell)), at(cells.get(box.id)!, -box.height / 2)] };
    }),
  );
  return {
    width: right - left,
    height: 2 * margin + rows.length * rowHeight + (rows.length - 1) * gap.y,
    boxes: boxes.map((box) => ({ box, ...at(cells.get(box.id)!) })),
    lines,
  };
}

/** The places between the rows that the i-th line into a box passes, from above. */
function way(cell: Cell, i: number): readonly Cell[] {
  const passed: Cell[] = [];
  for (let at = cell.above[i]!; !at.box; at = at.above[0]!) passed.unshift(at);
  return passed;
}

function makeRows(boxes: readonly Box[]): { readonly rows: readonly Cell[][]; readonly cells: ReadonlyMap<string, Cell> } {
  const rowOf = new Map<string, number>();
  for (const box of boxes) rowOf.set(box.id, Math.max(-1, ...box.from.map((id) => rowOf.get(id)!)) + 1);
  const rows: Cell[][] = Array.from({ length: Math.max(0, ...rowOf.values()) + 1 }, () => []);
  const cells = new Map<string, Cell>();
  for (const box of boxes) {
    const row = rowOf.get(box.id)!;
    const cell: Cell = { box, width: box.width, above: [], below: [], x: 0 };
    cells.set(box.id, cell);
    rows[row]!.push(cell);
    for (const id of box.from) {
      let upper = cells.get(id)!;
      for (let between = rowOf.get(id)! + 1; between < row; between++) {
        const passing: Cell = { width: 8, above: [], below: [], x: 0 };
        connect(upper, passing);
        rows[between]!.push(passing);
        upper = passing;
      }
      connect(upper, cell);
    }
  }
  return { rows, cells };
}

function connect(upper: Cell, lower: Cell): void {
  upper.below.push(lower);
  lower.above.push(upper);
}

/** Sorts a row by where the neighbours of each cell stand in their row. */
function order(row: Cell[], neighbours: (cell: Cell) => readonly Cell[]): void {
  const weights = new Map(row.map((cell, i) => [cell, mean(neighbours(cell).map((other) => other.x)) ?? i]));
  row.sort((a, b) => weights.get(a)! - weights.get(b)!);
  row.forEach((cell, i) => (cell.x = i));
}

/** Moves each cell to the middle of its neighbours as far as the row has room. */
function align(row: Cell[], neighbours: (cell: Cell) => readonly Cell[]): void {
  spread(
    row,
    row.map((cell) => mean(neighbours(cell).map((other) => other.x)) ?? cell.x),
  );
}

/** Puts cells as near to where they should be as they can without touching: cells that would touch move as one. */
function spread(row: Cell[], wanted: readonly number[]): void {
  // Each block is a run of touching cells: where its first one would like to be, on average over the run.
  const blocks: { start: number; offsets: number[]; sum: number }[] = [];
  row.forEach((_, i) => {
    let block = { start: i, offsets: [0], sum: wanted[i]! };
    for (;;) {
      const before = blocks.at(-1);
      const width = before && before.offsets.at(-1)! + room(row[block.start - 1]!, row[block.start]!);
      if (!before || before.sum / before.offsets.length + width! <= block.sum / block.offsets.length) break;
      blocks.pop();
      block = {
        start: before.start,
        offsets: [...before.offsets, ...block.offsets.map((offset) => offset + width!)],
        sum: before.sum + block.sum - width! * block.offsets.length,
      };
    }
    blocks.push(block);
  });
  for (const { start, offsets, sum } of blocks) offsets.forEach((offset, i) => (row[start + i]!.x = sum / offsets.length + offset));
}

/** Distance between the centres of neighbours. */
const room = (a: Cell, b: Cell) => (a.width + b.width) / 2 + gap.x;

const mean = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
