import { runInNewContext } from 'node:vm';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import fc from 'fast-check';
import { atOnce } from '../../../src/turns/inTurns.ts';
import { frameOf } from '../../../src/data/read/memoryFrame.ts';
import type * as encoding from '../../../src/data/encode.ts';
import type { Encoders, Row } from '../../../src/data/encoders.ts';
import type * as memory from '../../../src/data/read/memoryFrame.ts';
import { splitRows } from '../../../src/data/split.ts';
import { createRandom, deriveSeed } from '../../../src/random.ts';
import { featureKinds, featureTable, featureWidth } from '../../../src/spec/features.ts';
import { parseModel } from '../../../src/spec/parse.ts';
import { prepareRows } from '../../../src/train/prepare.ts';
import { encode, fit, namesOf } from './features.ts';
import { others, variants, type Variant } from './variants.ts';

const ROWS = 40;
const rowsOf = ({ row }: Variant, seed = 1, count = ROWS): Row[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => row(random));
};
const nameOf = ({ feature }: Variant) => JSON.stringify(feature);
const table = variants.map((variant) => [nameOf(variant), variant] as const);

test('each kind of feature is among those that are tested', () => {
  const tested = new Set(variants.map(({ feature }) => (typeof feature === 'string' ? feature : feature.type)));
  expect([...tested, ...others].sort()).toEqual(Object.keys(featureKinds).sort());
});

describe.each(table)('%s', (_, variant) => {
  const rows = rowsOf(variant);
  const features = { x: variant.feature };

  test('survives JSON, and then encodes the same', () => {
    const encoders = fit(features, rows);
    const again = JSON.parse(JSON.stringify(encoders)) as Encoders;
    expect(again).toEqual(encoders);
    expect(encode(again, [...rows, variant.strange])).toEqual(encode(encoders, [...rows, variant.strange]));
  });

  test('learns the same from rows in one part and in any parts', () => {
    const whole = fit(features, rows);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: ROWS }), { maxLength: 6 }), (cuts) => {
        const ends = [0, ...cuts.sort((a, b) => a - b), ROWS];
        const parts = ends.slice(1).map((end, i) => rows.slice(ends[i], end));
        expect(fit(features, ...parts)).toEqual(whole);
      }),
      { numRuns: 25, seed: 5 },
    );
  });

  test('encodes rows the same one by one and together, and no further than its own width', () => {
    const asked = [...rows, variant.strange].map((row) => ({ ...row, z: 0.5 }));
    const encoders = fit(
      { a: { type: 'vector', columns: ['z'], scale: 'none' }, ...features, z: { type: 'number', scale: 'none' } },
      asked.slice(0, ROWS),
    );
    const encoded = encode(encoders, asked);
    expect(asked.map((row) => encode(encoders, [row])[0])).toEqual(encoded);
    for (const row of encoded) {
      expect([row[0], row.at(-1), row.length]).toEqual([0.5, 0.5, namesOf(encoders).length]);
      expect(row.every(Number.isFinite)).toBe(true);
    }
  });

  test('is as wide as the spec tells, where it does', () => {
    const told = featureWidth(featureTable.normalise(features)['x']!);
    expect([null, namesOf(fit(features, rows)).length]).toContain(told);
  });

  test('names each of its numbers once', () => {
    const names = namesOf(fit(features, rows));
    expect(new Set(names).size).toBe(names.length);
  });

  test('is learned from training rows alone', () => {
    const model = parseModel({
      features,
      target: { y: 'number' },
      network: { layers: [{ type: 'dense', units: 1 }] },
      training: { validationSplit: 0.4 },
    });
    const { heldOut } = splitRows(ROWS, 0.4, deriveSeed(3, 'split'));
    const other = rowsOf(variant, 2);
    const withTarget = (some: readonly Row[]) => some.map((row, y) => ({ ...row, y }));
    const changed = rows.map((row, i) => (heldOut.includes(i) ? other[i]! : row));
    expect(heldOut.length).toBe(16);
    expect(changed).not.toEqual(rows);
    expect(atOnce(prepareRows(model, frameOf(withTarget(changed)), 3)).encoders).toEqual(
      atOnce(prepareRows(model, frameOf(withTarget(rows)), 3)).encoders,
    );
  });

  test('of one and the same row becomes finite numbers', () => {
    const row = rows.find((some) => encodes(some))!;
    const encoders = fit(features, [row, row]);
    expect(encode(encoders, [row]).flat().every(Number.isFinite)).toBe(true);

    function encodes(some: Row): boolean {
      try {
        return fit(features, [some, some]).inputs.length > 0;
      } catch {
        return false; // such as a missing number, whose mean nothing tells
      }
    }
  });
});

describe('where nothing but JavaScript is there, as in a page without Node', () => {
  type Bundle = Pick<typeof encoding, 'encodeFeatures'> & Pick<typeof memory, 'frameOf'>;
  let page: Bundle;

  beforeAll(async () => {
    const contents = "export { encodeFeatures } from './src/data/encode.ts'; export { frameOf } from './src/data/read/memoryFrame.ts';";
    const stdin = { contents, resolveDir: process.cwd() };
    const { outputFiles } = await build({ stdin, bundle: true, format: 'iife', globalName: 'page', platform: 'browser', write: false });
    page = runInNewContext(`${outputFiles[0]!.text}; page`, { TextDecoder }) as Bundle;
  });

  test.each(table)('%s gives the same numbers', (_, variant) => {
    const rows = rowsOf(variant).filter((row) => !ArrayBuffer.isView(row['x'])); // of which JSON makes objects
    const encoders = fit({ x: variant.feature }, rowsOf(variant));
    const here = encode(encoders, throughJson(rows)).flat();
    const there = page.encodeFeatures(JSON.parse(JSON.stringify(encoders)) as Encoders, page.frameOf(throughJson(rows)));
    expect([...there[0]!.values]).toEqual(here);
  });

  const throughJson = (rows: readonly Row[]) => JSON.parse(JSON.stringify(rows)) as Row[];
});
