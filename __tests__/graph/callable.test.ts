import { expect, test } from '@jest/globals';
import { argument, createBuilder, typed } from '../../src/graph/builder.ts';
import { callableGraph } from '../../src/graph/callable.ts';
import type { GraphFunction } from '../../src/graph/savedModel.ts';

const slot = { type: 'float32', shape: [2] } as const;
const inputs = Array.from({ length: 12 }, (_, i) => ({ ...slot, name: `x${i}` }));

function sum(name: string): GraphFunction {
  const builder = createBuilder('f');
  const refs = inputs.map((input) => argument(input.name, input));
  const outputs = [builder.one('AddN', refs, { N: { kind: 'int', value: refs.length }, T: typed('float32') }, slot)];
  return { name, inputs, outputs, nodes: builder.nodes };
}

test('a graph has so few nodes that TensorFlow does not go over it, and functions that it does not go over either', () => {
  const { file, feeds, fetches } = callableGraph([sum('first'), sum('second')], [sum('third')]);
  // saved_model.proto: meta_graphs[0].graph_def, with its nodes and its library of functions
  const graph = fieldsOf(only(fieldsOf(only(fieldsOf(file), 2)), 2));
  const functions = all(fieldsOf(only(graph, 2)), 1).map(fieldsOf);
  const marks = functions.map((own) => all(own, 5).map((entry) => textOf(only(fieldsOf(entry), 1))));

  expect(all(graph, 1).length).toBeLessThan(4);
  expect(marks).toEqual(Array.from({ length: 4 }, () => ['_tf_data_function']));
  expect(feeds.split(',')).toEqual(inputs.map((_, i) => `g0:${i}`));
  expect(fetches).toEqual(['g1:0', 'g2:0']);
});

type Fields = readonly { readonly field: number; readonly bytes: Uint8Array }[];

/** Those of a message that are bytes. */
function fieldsOf(bytes: Uint8Array): Fields {
  const fields: { field: number; bytes: Uint8Array }[] = [];
  let at = 0;
  const number = (): number => {
    let [value, scale] = [0, 1];
    for (; bytes[at]! > 127; at++, scale *= 128) value += (bytes[at]! - 128) * scale;
    return value + bytes[at++]! * scale;
  };
  while (at < bytes.length) {
    const key = number();
    const [field, kind] = [key >> 3, key & 7];
    if (kind === 0) number();
    else if (kind === 2) {
      const length = number();
      fields.push({ field, bytes: bytes.subarray(at, (at += length)) });
    } else at += kind === 5 ? 4 : 8;
  }
  return fields;
}

const all = (fields: Fields, number: number): readonly Uint8Array[] =>
  fields.filter(({ field }) => field === number).map(({ bytes }) => bytes);
const only = (fields: Fields, number: number): Uint8Array => all(fields, number)[0]!;
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
