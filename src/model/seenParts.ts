import type { Frame } from '../data/frame.ts';
import { hash32 } from '../data/hash.ts';
import { timeFormatOf, type Parts } from '../data/partRows.ts';
import { textsOf } from '../data/textsOf.ts';
import { createTimeFormatFinder, type TimeFormat } from '../data/time/timeFormat.ts';
import type { NormalisedModel } from '../spec/normalised.ts';

/** What tells of any row by its group or time whether training looked at such, where rows were split by these. Plain JSON. */
export interface SeenParts {
  /** The rows that training did not look at are those of a test, not those held out, which watched it. */
  readonly hasTest?: true;
  /** Marks of the groups, in digits of base 36 with spaces between; absent of more than `MOST_GROUPS`. */
  readonly groups?: string;
  /** The last time, and how the column writes it. */
  readonly until?: { readonly time: number; readonly written: TimeFormat };
}

/** So many groups travel with a model. */
export const MOST_GROUPS = 8192;

/** A group's mark. 1 and "1" are one group. */
export const markOfGroup = (text: string): number => hash32(text, 0) >>> 0;

/** Gathers it of the parts that rows were put in, frame by frame. */
export function createSeenParts(spec: Pick<NormalisedModel, 'features' | 'training'>) {
  const { split } = spec.training;
  const column = split?.['column'] as string;
  let hasTest = false;
  const gathered =
    split?.type === 'group' ? gatherGroups(column) : split?.type === 'time' ? gatherTimes(column, timeFormatOf(spec)) : undefined;
  return {
    add(frame: Frame | undefined, parts: Parts): void {
      hasTest ||= parts.test.length > 0;
      if (frame !== undefined && frame.rows > 0) gathered?.add(frame, parts);
    },
    finish: (): SeenParts => ({ ...(hasTest ? { hasTest } : {}), ...gathered?.finish(hasTest) }),
  };
}

function gatherGroups(column: string) {
  const [training, heldOut] = [new Set<number>(), new Set<number>()];
  return {
    add(frame: Frame, parts: Parts): void {
      const { codes, texts } = textsOf(frame, column);
      const marks = texts.map(markOfGroup);
      const gather = (into: Set<number>, rows: Uint32Array) => {
        for (const row of rows) if (into.size <= MOST_GROUPS) into.add(marks[codes[row]!]!);
      };
      gather(training, parts.training);
      gather(heldOut, parts.heldOut);
    },
    finish(hasTest: boolean): SeenParts {
      const all = new Set(hasTest ? [...training, ...heldOut] : training);
      return all.size > MOST_GROUPS ? {} : { groups: [...all].map((mark) => mark.toString(36)).join(' ') };
    },
  };
}

function gatherTimes(column: string, format: string | undefined) {
  const finder = createTimeFormatFinder(format);
  // Until some row tells days from months, both ways to read them are followed.
  const last = { training: { dayFirst: -Infinity, monthFirst: -Infinity }, heldOut: { dayFirst: -Infinity, monthFirst: -Infinity } };
  return {
    add(frame: Frame, parts: Parts): void {
      const cells = frame.column(column)!;
      const said = finder.add(cells);
      const { codes } = cells.coded();
      for (const part of ['training', 'heldOut'] as const) {
        for (const row of parts[part]) {
          for (const order of ['dayFirst', 'monthFirst'] as const) {
            const time = said[codes[row]!]![order];
            if (time !== undefined && time > last[part][order]) last[part][order] = time;
          }
        }
      }
    },
    finish(hasTest: boolean): SeenParts {
      const written = finder.finish();
      const of = (part: 'training' | 'heldOut') => last[part][written.order ?? 'dayFirst'];
      const time = hasTest ? Math.max(of('training'), of('heldOut')) : of('training');
      return Number.isFinite(time) ? { until: { time, written } } : {};
    },
  };
}
