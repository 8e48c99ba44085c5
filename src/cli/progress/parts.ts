import type { Part } from './fit.ts';
import { numberText } from '../figures.ts';

type Numbers = Readonly<Record<string, number>>;

/** What stays as a line becomes narrow, the most important first. */
export const ranks = {
  count: 0,
  loss: 1,
  bar: 2,
  best: 3,
  watched: 4,
  time: 5,
  heldOut: 6,
  metric: 7,
  rate: 8,
  curve: 9,
  secondCurve: 10,
} as const;

/** `epoch  7/60`, or `7/60` in a line that has little room. */
export function countPart(epoch: number, epochs: number, width = Infinity): Part {
  const count = String(epoch).padStart(String(epochs).length);
  return width < ROOM_FOR_WORD
    ? { text: `${epoch}/${epochs}`, rank: ranks.count, tight: true }
    : { text: `epoch ${count}/${epochs}`, rank: ranks.count };
}
const ROOM_FOR_WORD = 30;

/** `loss 0.1234  accuracy 0.9000  held out: loss 0.2345  accuracy 0.8967`. Of the held-out numbers the watched one stays longest. */
export function metricParts(metrics: Numbers, monitor = 'val_loss'): readonly Part[] {
  const names = Object.keys(metrics);
  return [...names.filter((name) => !isHeldOut(name)), ...names.filter(isHeldOut)].map((name) => {
    const heldOut = isHeldOut(name);
    const rank = name === 'loss' ? ranks.loss : name === monitor ? ranks.watched : heldOut ? ranks.heldOut : ranks.metric;
    const text = `${plainName(heldOut ? name.slice('val_'.length) : name)} ${numberText(metrics[name]!)}`;
    return { text, rank, ...(heldOut ? { label: 'held out:' } : {}) };
  });
}

const isHeldOut = (name: string) => name.startsWith('val_');

/** A line break or an escape sequence in a name would break the line. */
const plainName = (name: string) => name.replace(/\p{Cc}/gu, ' ');
