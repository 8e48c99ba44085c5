import { stringify } from 'csv-stringify/sync';
import { targetClasses } from '../../data/encode.ts';
import type { Encoders } from '../../data/encoders.ts';
import type { Answer } from '../../data/targets/kind.ts';
import type { TargetEncoder } from '../../data/targets/table.ts';

/**
 * Writes answers as they come: JSON, an object a line, or CSV, whose header stands before the first. A row without an answer is null,
 * or a line of empty cells.
 */
export type AnswerText = (answers: readonly (Answer | null)[]) => string;

export const jsonLines: AnswerText = (answers) => joined(answers, (part) => part.map((answer) => `${JSON.stringify(answer)}\n`));

/**
 * A column for each target, and behind them one for the probability of each class (`probability_setosa`) and for each quantile
 * (`quantile_0.1`); of several targets with the target's name before (`probability_sold_yes`). Labels are joined by their separator. A
 * forecast has the series, where there are several, and the time before.
 */
export function csvText({ targets, forecast }: Encoders): AnswerText {
  const hasSeveral = targets.length > 1;
  const beside = targets.flatMap((target) =>
    besideOf(target).map(({ key, word, name }) => ({
      title: `${word}_${hasSeveral ? `${target.name}_` : ''}${name}`,
      of: (answer: Answer) => {
        const told = answer[key] as Numbers & Readonly<Record<string, Numbers>>;
        return hasSeveral ? told[target.name]![name] : told[name];
      },
    })),
  );
  const values = targets.map((target) => ({ title: target.name, of: (answer: Answer) => cellOf(target, answer[target.name]) }));
  const places = (forecast ? [forecast.series, forecast.time] : []).filter((name) => name !== undefined);
  const columns = [...places.map((title) => ({ title, of: (answer: Answer) => answer[title] })), ...values, ...beside];
  // An only cell that is empty is quoted: a blank line is no row to those that read it.
  const manner = { quoted_empty: columns.length === 1 };
  let header = stringify([columns.map(({ title }) => title)], manner);
  const textOf = cellTexts((cell) => stringify([[cell]], manner).slice(0, -1)); // without the line end
  return (answers) => {
    const text = header + joined(answers, textsOf);
    header = '';
    return text;
  };

  function textsOf(part: readonly (Answer | null)[]): string[] {
    const texts: string[] = [];
    for (const answer of part) {
      for (let i = 0; i < columns.length; i++) {
        if (i > 0) texts.push(',');
        texts.push(textOf(answer === null ? '' : columns[i]!.of(answer)));
      }
      texts.push('\n');
    }
    return texts;
  }
}

/** Rows whose texts are held at a time: so few that they are gone before V8 takes them for something that stays. */
const AT_ONCE = 128;

function joined(answers: readonly (Answer | null)[], textsOf: (part: readonly (Answer | null)[]) => readonly string[]): string {
  const texts: string[] = [];
  for (let from = 0; from < answers.length; from += AT_ONCE) texts.push(textsOf(answers.slice(from, from + AT_ONCE)).join(''));
  return texts.join('');
}

/** So many texts are known as they are written: classes are few, and come again and again. */
const MOST_KNOWN = 1000;

/**
 * Cells as they are written. Most are numbers, which need no quotes; as JSON they are written alike, and V8 remembers none of the texts.
 */
function cellTexts(write: (cell: unknown) => string): (cell: unknown) => string {
  const known = new Map<unknown, string>();
  return (cell) => {
    if (typeof cell === 'number') return Number.isFinite(cell) ? JSON.stringify(cell) : String(cell);
    let text = known.get(cell);
    if (text === undefined) {
      text = write(cell);
      if (known.size < MOST_KNOWN) known.set(cell, text);
    }
    return text;
  };
}

type Numbers = Readonly<Record<string, number>>;

/** What stands in answers beside the answer itself. */
function besideOf(target: TargetEncoder) {
  if (target.type === 'quantiles')
    return target.quantiles.map((quantile) => ({ key: 'quantiles', word: 'quantile', name: String(quantile) }));
  return (targetClasses(target) ?? []).map((name) => ({ key: 'probabilities', word: 'probability', name }));
}

const cellOf = (target: TargetEncoder, value: unknown): unknown =>
  target.type === 'labels' ? (value as readonly string[]).join(target.separator) : value;
