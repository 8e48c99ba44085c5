import type { NamedTable } from '../src/spec/named.ts';
import { comment, memberText, type KnownTypes } from './typeText.ts';

/** A word of a table, or an object with its arguments, as a union with docs: `'l2' | { type: 'l2'; l2?: number }`. */
export function namedText(name: string, doc: string, table: NamedTable, known: KnownTypes): string {
  const entries = Object.values(table).map((entry) => {
    const words = [entry.type, ...(entry.aliases ?? [])].map((word) => `'${word}'`);
    const object = `{\n${comment(entry.doc)}\nreadonly type: ${words.join(' | ')};\n${memberText(entry.options, known)}\n}`;
    // The name alone says too little where an argument must be given.
    return { object, words: Object.values(entry.options).some((o) => o.required) ? [] : words };
  });
  return `${comment(doc)}\nexport type ${name} = ${[...entries.flatMap(({ words }) => words), ...entries.map(({ object }) => object)].join(' | ')};`;
}
