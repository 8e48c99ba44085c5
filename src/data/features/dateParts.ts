import { isLinear, type DatePart } from '../../spec/features/date.ts';
import { createScale, scaled, type Scaled } from '../scale.ts';
import type { Part } from './kind.ts';

const DAY = 86_400_000;

/** What a moment is in some part: where in its round it stands, 0 to 1; of trend and year the number itself. All in UTC. */
export function readPart(time: number, part: DatePart): number {
  const date = new Date(time);
  switch (part) {
    case 'trend':
      return time;
    case 'year':
      return date.getUTCFullYear();
    case 'month':
      return date.getUTCMonth() / 12;
    case 'dayOfYear': {
      const year = date.getUTCFullYear();
      const begin = startOf(year, 0);
      return Math.floor((time - begin) / DAY) / Math.round((startOf(year + 1, 0) - begin) / DAY);
    }
    case 'dayOfMonth': {
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
      return (date.getUTCDate() - 1) / Math.round((startOf(year, month + 1) - startOf(year, month)) / DAY);
    }
    case 'dayOfWeek':
      return date.getUTCDay() / 7;
    case 'hour':
      return (time - Math.floor(time / DAY) * DAY) / DAY;
    case 'minute':
      return date.getUTCMinutes() / 60;
  }
}

/** The first moment of a month (years below 100 are themselves, which Date.UTC takes for others). */
function startOf(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return date.getTime();
}

/** Scales of the parts that have one. */
export interface DateScales {
  readonly trend?: Scaled;
  readonly year?: Scaled;
}

/** The numbers of a moment: one for trend and year, a sine and a cosine for each other part. */
export const encodeMoment = (time: number, parts: readonly DatePart[], scales: DateScales): number[] =>
  parts.flatMap((part) => {
    const value = readPart(time, part);
    if (part === 'trend' || part === 'year') {
      const { shift, factor } = scales[part]!;
      return [scaled(value, shift, factor)];
    }
    return [Math.sin(2 * Math.PI * value), Math.cos(2 * Math.PI * value)];
  });

/** What the numbers of a moment are of. */
export const partsOfDate = (parts: readonly DatePart[]): readonly Part[] =>
  parts.flatMap((part): readonly Part[] =>
    isLinear(part)
      ? [{ of: part, isNumber: true }]
      : [
          { of: `${part} sine`, isNumber: false },
          { of: `${part} cosine`, isNumber: false },
        ],
  );

/** Learns from moments that come one by one. */
export interface DatePartsFitter {
  add(time: number, hasTime: boolean): void;
  /** The parts asked for; of `auto` those in which the moments differ. */
  parts(): readonly DatePart[];
  scales(): DateScales;
  /** The mean of each number that a moment becomes. */
  mean(): number[];
}

const AUTO = ['trend', 'dayOfYear', 'dayOfWeek', 'hour'] as const satisfies readonly DatePart[];

export function fitDateParts(asked: 'auto' | readonly DatePart[]): DatePartsFitter {
  const watched: readonly DatePart[] = asked === 'auto' ? [...AUTO, 'dayOfMonth'] : asked;
  const columns = watched.map((part) => ({ part, least: Infinity, most: -Infinity, sine: 0, cosine: 0, scale: createScale('standard') }));
  let count = 0;
  let hasTimes = false;
  const varies = (part: DatePart) => columns.some((column) => column.part === part && column.least < column.most);
  const scaleOf = (part: 'trend' | 'year') => {
    const found = columns.find((column) => column.part === part);
    return found === undefined ? {} : { [part]: found.scale.finish() };
  };
  const parts = (): readonly DatePart[] => {
    if (asked !== 'auto') return asked;
    // Where all are the same day of a month, such as the first, the day of the week says nothing.
    const found = AUTO.filter((part) => varies(part) && (part !== 'hour' || hasTimes) && (part !== 'dayOfWeek' || varies('dayOfMonth')));
    return found.length > 0 ? found : ['trend'];
  };
  return {
    add(time, hasTime) {
      count++;
      hasTimes ||= hasTime;
      for (const column of columns) {
        const value = readPart(time, column.part);
        if (value < column.least) column.least = value;
        if (value > column.most) column.most = value;
        if (isLinear(column.part)) column.scale.add(value);
        else {
          column.sine += Math.sin(2 * Math.PI * value);
          column.cosine += Math.cos(2 * Math.PI * value);
        }
      }
    },
    parts,
    scales: () => ({ ...scaleOf('trend'), ...scaleOf('year') }),
    mean: () =>
      parts().flatMap((part) => {
        const { sine, cosine } = columns.find((column) => column.part === part)!;
        return isLinear(part) ? [0] : [sine / count, cosine / count];
      }),
  };
}
