import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createMemory } from '../../src/node/native/memory.ts';

let cache: string;
const before = process.env['NETSPEC_CACHE'];
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'netspec-test-'));
  process.env['NETSPEC_CACHE'] = cache;
});
afterEach(() => {
  if (before === undefined) delete process.env['NETSPEC_CACHE'];
  else process.env['NETSPEC_CACHE'] = before;
  rmSync(cache, { recursive: true, force: true });
});

test('what is remembered is found again by its name and the same versions alone, the first text of each', () => {
  const memory = createMemory(['1.0.0', '2.21.0']);
  expect(memory.read('net')).toBeUndefined();
  memory.claim('net', 'first');
  memory.claim('net', 'second');
  memory.claim('other', 'third');
  expect([createMemory(['1.0.0', '2.21.0']).read('net'), memory.read('other')]).toEqual(['first', 'third']);
  expect(createMemory(['1.0.0', '2.20.0']).read('net')).toBeUndefined();
  expect(readdirSync(join(cache, 'graphs'))).toHaveLength(2);
});

test('a cache that cannot be read or written is as an empty one', () => {
  writeFileSync(join(cache, 'graphs'), 'no folder');
  const memory = createMemory(['1.0.0']);
  expect(() => memory.claim('net', 'lost')).not.toThrow();
  expect(memory.read('net')).toBeUndefined();
});

const dated = new Set<string>();
test('the oldest of many is forgotten', () => {
  const memory = createMemory(['1.0.0'], 8);
  const names = Array.from({ length: 9 }, (_, k) => `net ${k}`);
  names.forEach((name, k) => {
    memory.claim(name, name);
    const [file] = readdirSync(join(cache, 'graphs')).filter((found) => !dated.has(found));
    dated.add(file!);
    if (k < 8) utimesSync(join(cache, 'graphs', file!), k, k);
  });
  expect(names.filter((name) => memory.read(name) === undefined)).toEqual(['net 0', 'net 1']);
});
