import { typeOf, type Choice } from '../../data/inspect/choice.ts';
import { visible } from '../../data/inspect/words.ts';
import { tint } from '../colour.ts';
import type { Output } from '../io.ts';
import { wideTable } from '../wideTable.ts';

/** What was chosen for each column, and why; then the warnings. */
export function choiceText(
  { features, target, reasons, warnings }: Choice,
  { columns: width, colour }: Pick<Output, 'columns' | 'colour'>,
): string {
  const names = Object.keys(reasons);
  const kindOf = (name: string) => (Object.hasOwn(features, name) ? typeOf(features[name]!) : `${target[name]}, the target`);
  const [titles, ...lines] = wideTable(
    [
      { title: 'column', rank: 0, cells: names.map(visible), isText: true, leastWidth: 12 },
      { title: 'is', rank: 1, cells: names.map(kindOf), isText: true },
      { title: 'since', rank: 2, cells: names.map((name) => reasons[name]!), isText: true, leastWidth: 30 },
    ],
    width,
  );
  const told = warnings.map(({ message }) => `${tint('warning:', 'yellow', colour)} ${message}\n`);
  return [`${tint(titles!, 'dim', colour)}\n`, ...lines.map((line) => `${line}\n`), ...(told.length === 0 ? [] : ['\n', ...told])].join('');
}
