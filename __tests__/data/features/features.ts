import { createFitting, encodeFeatures, partsOf } from '../../../src/data/encode.ts';
import type { Encoders, Row } from '../../../src/data/encoders.ts';
import { frameOf } from '../../../src/data/read/memoryFrame.ts';
import type { FeatureEncoder } from '../../../src/data/features/table.ts';
import { featureTable, type FeatureSpec } from '../../../src/spec/features.ts';

export type Features = Readonly<Record<string, FeatureSpec>>;

/** What the rows teach, frame after frame. */
export function fit(features: Features, ...frames: readonly (readonly Row[])[]): Encoders {
  const issues = featureTable.check(features, 'features');
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  const fitting = createFitting({ features: featureTable.normalise(features) });
  for (const frame of frames) fitting.add(frameOf(frame));
  return fitting.finish();
}

/** The only feature. */
export const encoderOf = ({ inputs }: Encoders): FeatureEncoder => inputs[0]!.features[0]!;

/** What rows become, each a list of numbers. */
export function encode(encoders: Encoders, rows: readonly Row[]): number[][] {
  const { values, shape } = encodeFeatures(encoders, frameOf(rows))[0]!;
  const [width] = shape as [number];
  return rows.map((_, row) => [...values.subarray(row * width, (row + 1) * width)]);
}

/** What the numbers of a row are of. */
export const namesOf = (encoders: Encoders): readonly string[] =>
  partsOf(encoders, 0).map(({ column, of }) => (of === undefined ? column : `${column}: ${of}`));

/** Rows of one column, `x`. */
export const cells = (values: readonly unknown[]): readonly Row[] => values.map((x) => ({ x }));

/** A column of some kind: what it teaches, and what its own cells become. */
export function fitColumn(feature: FeatureSpec, values: readonly unknown[]): { readonly encoders: Encoders; readonly encoded: number[][] } {
  const encoders = fit({ x: feature }, cells(values));
  return { encoders, encoded: encode(encoders, cells(values)) };
}
