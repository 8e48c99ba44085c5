import type { NormalisedModel } from './normalised.ts';
import { countOfLayer, countParameters } from './parameters.ts';
import type { Shape } from './shape.ts';
import { inferShapes } from './shapes.ts';

/**
 * A table of the layers with what they read, the shape that comes out and how many weights they have, and the totals below.
 * A size that only the data can tell is `?`, the batch among them.
 */
export function summarise({ name, network }: NormalisedModel): string {
  const { nodes } = inferShapes(network);
  const shapeOf = (id: string) => sizes(nodes.get(id)?.shape ?? []);
  const rows = [
    ['layer', 'type', 'reads', 'output', 'parameters'],
    ...network.inputs.map(({ id }) => [id, 'input', '', shapeOf(id), '']),
    ...network.layers.map((layer) => [
      layer.id,
      layer.type,
      layer.from.join(', '),
      shapeOf(layer.id),
      layer.sharedWith === undefined ? count(countOfLayer(layer, nodes.get(layer.id)).total) : `those of ${layer.sharedWith}`,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
  const { total, trainable } = countParameters(network);
  return [
    ...(name === undefined ? [] : [name, '']),
    ...lines,
    '',
    `${count(total)} parameters, ${count(trainable)} of them trainable`,
  ].join('\n');
}

/** `[?, 28, 28]` */
export const sizes = (shape: Shape): string => `[${shape.map((size) => size ?? '?').join(', ')}]`;

const count = (value: number | null) => (value === null ? '?' : value.toLocaleString('en-US'));
