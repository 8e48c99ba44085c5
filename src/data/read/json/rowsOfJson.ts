import { EmptyTableError } from '../emptyTable.ts';
import { DataError, show, type Issue } from '../../../errors.ts';
import type { Row } from '../../encoders.ts';
import type { Frame } from '../../frame.ts';
import { isRowObject } from '../../rows.ts';
import type { SkippedRows } from '../delimited/dialect.ts';
import { frameOfRows } from '../memoryFrame.ts';
import { decodeText, strayIssue } from './decodeText.ts';
import { jsonProblem } from './jsonProblem.ts';
import { parseExactly } from './parseExactly.ts';

/** So many broken rows of a part are told. */
const SHOWN = 9;

export interface JsonOptions {
  readonly encoding?: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin1';
  readonly onBadRow?: 'error' | 'skip';
  readonly onSkipped?: (report: SkippedRows) => void;
  /** Whether frames say where broken rows were. Default: false. */
  readonly marksBroken?: boolean;
  readonly signal?: AbortSignal;
  readonly blockSize?: number;
}

/** Where a piece of JSON stands. */
interface PiecePlace {
  readonly line: number;
  /** Where on the line it begins, from 1; asked only where something is wrong. Default: 1. */
  readonly column?: () => number;
  readonly end: string;
}

/** Makes rows of pieces of JSON and gathers those that are none. */
export function createRowReader(name: string, { onBadRow = 'error', onSkipped, marksBroken = false }: JsonOptions) {
  const isSkipping = onBadRow === 'skip';
  const first: Issue[] = [];
  let [rows, broken] = [0, 0];
  let part: Row[] = [];
  let lines: number[] = [];
  let marks: number[] = [];
  return {
    /** @param at Where the piece begins, and what stands behind it, in words. */
    add(bytes: Uint8Array, at: PiecePlace) {
      const { line } = at;
      const { row, issue } = parseRow(bytes, name, at);
      if (row === undefined) {
        broken++;
        if (marksBroken) marks.push(part.length);
        if (first.length < SHOWN) first.push(toldAfter(first, issue));
      } else {
        part.push(row);
        lines.push(line);
      }
    },
    /** The rows since the last frame, and where broken ones were. @throws DataError where some are broken and shall not be skipped. */
    takeFrame(): Frame | undefined {
      if (broken > 0 && !isSkipping) throw new DataError(name, first);
      if (part.length === 0 && marks.length === 0) return undefined;
      const frame = frameOfRows(part, { source: name, place: placeByLines(Uint32Array.from(lines)) });
      const marked = marks.length === 0 ? frame : { ...frame, broken: marks };
      rows += part.length;
      [part, lines, marks] = [[], [], []];
      return marked;
    },
    /** To be called at the end. @throws DataError where there was no row. */
    finish() {
      if (rows === 0) {
        if (broken === 0) throw new EmptyTableError(name, 'rows', 'none');
        const received = `${broken} broken ${broken === 1 ? 'one' : 'ones'} alone`;
        throw new DataError(name, [{ path: name, expected: 'rows', received }]);
      }
      if (broken === 0) return;
      const told = first.map(({ path, expected, received }) => ({ place: path, problem: `expected ${expected}, received ${received}` }));
      onSkipped?.({ source: name, rows: broken, first: told });
    },
  };
}

/** A fix is told once. */
function toldAfter(before: readonly Issue[], issue: Issue): Issue {
  const { fix, ...rest } = issue;
  return before.some((other) => other.fix === fix) ? rest : issue;
}

type Parsed = { readonly row: Row; readonly issue?: undefined } | { readonly row?: undefined; readonly issue: Issue };

function parseRow(bytes: Uint8Array, name: string, { line, column, end }: PiecePlace): Parsed {
  const text = decodeText(bytes);
  if (text === undefined) return { issue: strayIssue(bytes, name, { line, column: column?.() ?? 1 }) };
  let value: unknown;
  try {
    value = parseExactly(text, 1);
  } catch (error) {
    const issue = jsonProblem(text, name, { line, column: column?.() ?? 1, end });
    if (issue === undefined) throw error;
    return { issue };
  }
  if (isRowObject(value)) return { row: value as Row };
  return { issue: { path: `${name} line ${line}`, expected: 'an object of values by column', received: show(value) } };
}

// A function of its own, so that the places of rows do not keep them in memory.
const placeByLines = (lines: Uint32Array) => (row: number) => `line ${lines[row]}`;
