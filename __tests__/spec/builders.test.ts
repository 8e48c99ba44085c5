import { readFile, readdir } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { format, resolveConfig } from 'prettier';
import { generatedFiles } from '../../tools/files.ts';
import { families } from '../../tools/families.ts';
import { defineModel, network } from '../../src/spec/define.ts';
import { layerKinds } from '../../src/spec/layers/table.ts';
import { shorthands } from '../../src/spec/shorthand.ts';
import type { Named } from '../../src/spec/named.ts';

const folder = new URL('../../src/spec/builders/', import.meta.url);
const kinds: readonly Named[] = [...Object.values(layerKinds), ...Object.values(shorthands)];

type Builder = (options?: object) => unknown;
const modules = await Promise.all(
  [...Object.keys(families), 'shorthand'].map((family) => import(new URL(`${family}.ts`, folder).pathname)),
);
const builders = Object.assign({}, ...modules) as Readonly<Record<string, Builder>>;

test('the generated files are what the tables make: `npm run generate` writes them', async () => {
  const style = await resolveConfig(new URL('any.ts', folder).pathname);
  const files = generatedFiles();
  expect((await readdir(folder)).sort()).toEqual([...files.keys()].sort());
  for (const [name, text] of files) {
    expect(await readFile(new URL(name, folder), 'utf8')).toBe(await format(text, { ...style, parser: 'typescript' }));
  }
});

test('there is a builder for every layer and shorthand, under each of its names, and no other', () => {
  expect(Object.keys(builders).sort()).toEqual(kinds.flatMap(({ type, aliases = [] }) => [type, ...aliases]).sort());
});

describe.each(kinds)('$type', ({ type, aliases = [] }) => {
  test.each([type, ...aliases])('%s() returns plain data of its type, which holds what was given', (name) => {
    const options = { id: 'here', from: ['there'] };
    const built = builders[name]!(options);
    expect(built).toStrictEqual({ type, id: 'here', from: ['there'] });
    expect(JSON.parse(JSON.stringify(built))).toEqual(built);
    expect(options).toEqual({ id: 'here', from: ['there'] });
    expect(builders[name]!()).toStrictEqual({ type });
  });
});

test('network and defineModel return what they were given', () => {
  const layers = [{ type: 'dense', units: 1 }] as const;
  const bare = { input: [2], layers } as const;
  expect(network(bare)).toBe(bare);
  const model = { network: bare } as const;
  expect(defineModel(model)).toBe(model);
});
