import type { LayerKind } from './kind.ts';
import { baseOptions } from './layers/baseOptions.ts';
import { layerKinds } from './layers/table.ts';
import { modelOptions } from './model.ts';
import { networkOptions } from './network.ts';
import { optionsSchema, type Named } from './named.ts';
import { sectionSchema, type JsonSchema } from './option.ts';
import { placement } from './placement.ts';
import { shareRepeated } from './shareRepeated.ts';
import { shorthands } from './shorthand.ts';

/**
 * The JSON Schema (draft-07, which editors know best) of a model spec, from the tables that check it. It has what an
 * editor needs to complete and explain: words, types, ranges, defaults. Shapes and wiring are left to `checkModel`.
 */
export function modelJsonSchema(): JsonSchema {
  const kinds: readonly Named[] = [
    ...Object.values<LayerKind>(layerKinds).map((kind) => ({ ...kind, options: { ...placement, ...kind.options, ...baseOptions } })),
    ...Object.values(shorthands),
  ];
  return shareRepeated({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'netspec model',
    description: 'A neural network as data: what it reads, what it tells, its layers, and how it is trained.',
    // A network alone, or a model, whose parts an editor offers in an empty file.
    if: { required: ['layers'] },
    then: { $ref: '#/definitions/network' },
    else: { $ref: '#/definitions/model' },
    definitions: {
      model: {
        ...sectionSchema(modelOptions),
        dependencies: {
          features: ['target'],
          forecast: ['target'],
          target: { anyOf: [{ required: ['features'] }, { required: ['forecast'] }] },
        },
        anyOf: [{ required: ['network'] }, { required: ['features', 'target'] }, { required: ['forecast', 'target'] }],
      },
      network: networkAlone(),
      layer: layerSchema(kinds),
      ...Object.fromEntries(kinds.map((kind) => [kind.type, optionsSchema(kind)])),
    },
  });
}

/** A network as a file of its own may say where its schema is. */
function networkAlone(): JsonSchema {
  const { $schema } = modelOptions;
  return sectionSchema({ $schema, ...networkOptions });
}

/** One branch for each type: an editor offers the options of that type alone, and tells what is wrong with them and no others. */
function layerSchema(kinds: readonly Named[]): JsonSchema {
  return {
    type: 'object',
    required: ['type'],
    properties: {
      type: {
        description: 'What kind of layer it is: the name of its function in tf.layers, or repeat, residual, shared.',
        oneOf: kinds.flatMap(({ type, aliases = [], doc }) => [type, ...aliases].map((word) => ({ const: word, description: doc }))),
      },
    },
    allOf: kinds.map(({ type, aliases = [] }) => ({
      if: { properties: { type: { enum: [type, ...aliases] } }, required: ['type'] },
      then: { $ref: `#/definitions/${type}` },
    })),
  };
}
