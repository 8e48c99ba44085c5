import { basename } from 'node:path';
import type { Choice } from '../../data/inspect/choice.ts';
import { prettyJson } from '../prettyJson.ts';

type Plain = Readonly<Record<string, unknown>>;

/** A whole spec from what was chosen for a table. `data` is the file that it was chosen for. */
export function firstSpec({ features, target, network, training, reasons }: Choice, data: string): Plain {
  return {
    $schema: 'node_modules/netspec/dist/schema.json',
    netspec: 1,
    ...(data === '-' || /[*?[\]{}]/.test(data) ? {} : { name: basename(data).replace(/(?<=.)\..*$/, '') }),
    notes: reasons,
    features,
    target,
    network,
    training,
  };
}

/** Parts of a spec that have a line for each of their entries, however short these are. */
const TABLES: readonly string[] = ['notes', 'features', 'target'];

/** A spec as JSON to be edited: one line a column. */
export function specText(spec: Plain): string {
  const entries = Object.entries(spec).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${TABLES.includes(name) ? lines(value as Plain) : prettyJson(value, 80, '  ')}`,
  );
  return `{\n${entries.join(',\n')}\n}\n`;
}

function lines(table: Plain): string {
  const entries = Object.entries(table).map(([name, value]) => `    ${JSON.stringify(name)}: ${prettyJson(value, Infinity)}`);
  return `{\n${entries.join(',\n')}\n  }`;
}
