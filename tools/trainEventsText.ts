import { trainEvents } from '../src/cli/trainEvents.ts';
import type { Options } from '../src/spec/option.ts';

/** docs/train-events.md, before it is formatted. */
export function trainEventsText(): string {
  const events: readonly (readonly [string, { readonly doc: string; readonly fields: Options }])[] = Object.entries(trainEvents);
  return [
    '<!-- Made from src/cli/trainEvents.ts by `npm run generate`: change that, not this. -->',
    '# What `netspec train --json` writes',
    'One JSON object a line on standard output, in the order in which things happen. `event` says which kind it is; each kind has the' +
      ' fields below, and all of them unless they are called optional. Later versions may add kinds and fields: pass over those that you do not know.',
    ...events.flatMap(([event, { doc, fields }]) => [`## \`${event}\``, doc, fieldList(fields)]),
  ].join('\n\n');
}

const fieldList = (fields: Options): string =>
  Object.entries(fields)
    .map(([name, { doc, expected, required }]) => `- \`${name}\`: ${expected}${required ? '' : ', optional'}. ${doc}`)
    .join('\n');
