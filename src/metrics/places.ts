import { largest } from './labels.ts';
import type { Batch } from './meter.ts';

/**
 * A batch as metrics read it: place by place, a place being what the last axis of an answer holds. A row has one, or one for each
 * step where the network answers a sequence.
 */
export interface Places {
  readonly count: number;
  readonly width: number;
  /** [count, width] */
  readonly outputs: ArrayLike<number>;
  /** What should be answered; where labels are class numbers, 1 in the column of the class and 0 in the others. */
  target(place: number, column: number): number;
  /** The class that a place has: the largest of its one-hot label, or its class number. */
  label(place: number): number;
  /** The class that was answered: the first of the largest values. */
  answer(place: number): number;
  /** That of its row. */
  weight(place: number): number;
}

export function readPlaces({ targets, outputs, rows, weights }: Batch, width: number): Places {
  const count = outputs.length / width;
  const numbered = width > 1 && targets.length === count;
  if (!numbered && targets.length !== outputs.length) {
    throw new Error(`internal: ${targets.length} labels for ${outputs.length} answers, ${width} a place`);
  }
  const each = count / rows;
  return {
    count,
    width,
    outputs,
    target: numbered ? (place, column) => (targets[place] === column ? 1 : 0) : (place, column) => targets[place * width + column]!,
    label: numbered ? (place) => targets[place]! : (place) => largest(targets, place * width, width),
    answer: (place) => largest(outputs, place * width, width),
    weight: weights === undefined ? () => 1 : (place) => weights[Math.floor(place / each)]!,
  };
}
