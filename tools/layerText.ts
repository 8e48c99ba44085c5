import type { LayerKind } from '../src/spec/kind.ts';
import type { Named } from '../src/spec/named.ts';
import { comment, interfaceText, type KnownTypes } from './typeText.ts';

/** What is written of one kind of layer, and the function that writes it, under each of its names. */
export function builderText({ type, aliases = [], doc, options }: Named, known: KnownTypes, base: string): string {
  const name = capital(type);
  const optional = Object.values(options).every((o) => !o.required);
  return [
    interfaceText(`${name}Options`, `What ${type} takes.`, options, known, base),
    `${comment(`A layer of type ${type}, as it is written.`)}\nexport interface ${layerName(type)} extends ${name}Options {\nreadonly type: ${[type, ...aliases].map((word) => `'${word}'`).join(' | ')};\n}`,
    `${comment(doc)}
export function ${type}<const O extends ${name}Options${optional ? ' = None' : ''}>(
  options${optional ? '?' : ''}: Exactly<O, ${name}Options>,
): Built<'${type}', O> {
  return { type: '${type}', ...options } as Built<'${type}', O>;
}`,
    ...aliases.map((alias) => `${comment(`Another name of ${type}. ${doc}`)}\nexport const ${alias} = ${type};`),
  ].join('\n\n');
}

/** What is written for each type of layer, and the ranks that it takes and gives. */
export function tableText(families: Readonly<Record<string, readonly (Named | LayerKind)[]>>): readonly string[] {
  const kinds = Object.values(families).flat();
  const imports = Object.entries(families).map(
    ([family, members]) => `import type { ${members.map(({ type }) => layerName(type)).join(', ')} } from './${family}.ts';`,
  );
  const written = kinds.flatMap(({ type, aliases = [] }) => [type, ...aliases].map((word) => `readonly ${word}: ${layerName(type)};`));
  const ranks = kinds.flatMap((kind) => ('ranks' in kind ? ranksText(kind) : []));
  return [
    imports.join('\n'),
    `${comment('What is written for each type of layer.')}\nexport interface LayerTable {\n${written.join('\n')}\n}`,
    `${comment('The ranks that each takes and gives, the batch left out.')}\nexport interface LayerRanks {\n${ranks.join('\n')}\n}`,
  ];
}

function ranksText({ type, aliases = [], ranks, options }: LayerKind): readonly string[] {
  const takes = ranks.in === 'any' ? 'number' : ranks.in.join(' | ');
  // A recurrent layer gives the steps back only where it is told to.
  const gives =
    ranks.out === 'varies' && 'returnSequences' in options ? "'sequences'" : typeof ranks.out === 'number' ? ranks.out : `'${ranks.out}'`;
  return [
    `readonly ${type}: { readonly takes: ${takes}; readonly words: '${ranks.in === 'any' ? 'any rank' : words(type, ranks.in)}'; readonly gives: ${gives} };`,
    ...aliases.map((alias) => `readonly ${alias}: LayerRanks['${type}'];`),
  ];
}

/** `rank 3 [height, width, channels]`, `rank 2, 3 or 4` */
function words(type: string, ranks: readonly number[]): string {
  if (ranks.length > 3 && ranks.at(-1)! - ranks[0]! === ranks.length - 1) return `rank ${ranks[0]!} to ${ranks.at(-1)!}`;
  if (ranks.length > 1) return `rank ${ranks.slice(0, -1).join(', ')} or ${String(ranks.at(-1))}`;
  const [rank] = ranks as readonly [number];
  const last = /conv|pool|1d/i.test(type) ? 'channels' : 'features';
  const axes: Readonly<Record<number, string>> = {
    1: '[features]',
    2: `[steps, ${last}]`,
    3: '[height, width, channels]',
    4: /3d/i.test(type) ? '[depth, height, width, channels]' : '[steps, height, width, channels]',
  };
  return `rank ${rank} ${axes[rank] ?? ''}`.trimEnd();
}

const layerName = (type: string) => `${capital(type).replace(/Layer$/, '')}Layer`;
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
