import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from '@jest/globals';
import { layerKinds } from '../../src/spec/layers/table.ts';
import { modelJsonSchema } from '../../src/spec/jsonSchema.ts';
import { checkModel } from '../../src/spec/parse.ts';
import { isWhole } from '../long/spread.ts';
import { damage } from './damage.ts';
import { randomSpec } from './randomSpec.ts';

const schema = modelJsonSchema();
const validate = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(schema);
const accepts = (spec: unknown) => validate(spec);

const iris = {
  $schema: './schema.json',
  netspec: 1,
  name: 'iris',
  features: { a: 'number', b: { type: 'category', levels: ['x', 'y'] } },
  target: { species: 'category' },
  network: {
    layers: [
      { type: 'dense', id: 'first', units: 16, activation: 'relu', kernelRegularizer: { type: 'l2', l2: 0.1 } },
      { type: 'repeat', times: 2, layers: [{ type: 'residual', layers: [{ type: 'dense', units: 16 }] }] },
      { type: 'shared', of: 'first', from: ['first'] },
    ],
  },
  training: { optimizer: { type: 'adam', learningRate: 0.01 }, metrics: ['accuracy'], epochs: 20 },
};

test('a spec is valid', () => {
  expect(accepts(iris)).toBe(true);
});

test.each(readdirSync('models').filter((name) => name.endsWith('.json')))('models/%s is valid', (name) => {
  const spec: unknown = JSON.parse(readFileSync(`models/${name}`, 'utf8'));
  expect({ valid: accepts(spec), errors: validate.errors }).toEqual({ valid: true, errors: null });
  expect(checkModel(spec)).toEqual([]);
});

const count = isWhole ? 100 : 40;
const networks = Array.from({ length: count }, (_, seed) => JSON.parse(JSON.stringify(randomSpec(seed))) as unknown);

test(`${count} random networks are valid`, () => {
  for (const [seed, network] of networks.entries()) {
    expect({ seed, valid: accepts({ network }), errors: validate.errors }).toEqual({ seed, valid: true, errors: null });
  }
});

describe('what is wrong by itself is not valid', () => {
  test.each([
    ['no network', {}],
    ['another version', { ...iris, netspec: 2 }],
    ['an unknown part', { ...iris, trainnig: {} }],
    ['an unknown layer', { network: { input: [4], layers: [{ type: 'desne', units: 3 }] } }],
    ['an unknown option', { network: { input: [4], layers: [{ type: 'dense', units: 3, activaton: 'relu' }] } }],
    ['an option of another layer', { network: { input: [4], layers: [{ type: 'dense', units: 3, kernelSize: 3 }] } }],
    ['a missing option', { network: { input: [4], layers: [{ type: 'dense' }] } }],
    ['a number out of range', { network: { input: [4], layers: [{ type: 'dropout', rate: 1 }] } }],
    ['a wrong option inside shorthand', { network: { input: [4], layers: [{ type: 'repeat', times: 2, layers: [{ type: 'dense' }] }] } }],
    [
      'a wrong option of a layer inside',
      { network: { input: [4, 2], layers: [{ type: 'bidirectional', layer: { type: 'lstm', units: 0 } }] } },
    ],
    ['both sorts of input', { network: { input: [4], inputs: { a: [4] }, layers: [{ type: 'flatten' }] } }],
    ['features without a target', { ...iris, target: undefined, features: { a: 'number' } }],
    ['no target among them', { ...iris, target: {} }],
    ['a target of no kind', { ...iris, target: { a: 'numbr' } }],
    ['an unknown loss', { ...iris, training: { loss: 'crossentropy' } }],
    ['an unknown optimizer option', { ...iris, training: { optimizer: { type: 'sgd', beta1: 0.9 } } }],
  ])('%s', (_, spec) => {
    const data: unknown = JSON.parse(JSON.stringify(spec));
    expect(checkModel(data)).not.toEqual([]);
    expect(accepts(data)).toBe(false);
  });

  test(`and what the check accepts is never refused: ${5 * count} damaged networks`, () => {
    for (let seed = 0; seed < 5 * count; seed++) {
      const spec = { network: JSON.parse(JSON.stringify(damage(networks[seed % count], seed))) as unknown };
      if (checkModel(spec).length === 0)
        expect({ seed, valid: accepts(spec), errors: validate.errors }).toMatchObject({ seed, valid: true });
    }
  });
});

test('an editor finds every type of layer, with a description, and one branch for each', () => {
  const { layer } = schema.definitions as {
    layer: { properties: { type: { oneOf: { const: string; description: string }[] } }; allOf: object[] };
  };
  const types = layer.properties.type.oneOf;
  expect(types.map((entry) => entry.const)).toEqual(
    expect.arrayContaining([...Object.keys(layerKinds), 'repeat', 'residual', 'shared', 'maxPool2d']),
  );
  for (const { description } of types) expect(description.length).toBeGreaterThan(10);
  expect(layer.allOf).toHaveLength(Object.keys(layerKinds).length + 3);
});

test('a network alone is as right as a model, with a place for its schema', () => {
  const alone = { $schema: 'schema.json', input: [4], layers: [{ type: 'dense', units: 2 }] };
  expect(accepts(alone)).toBe(true);
  expect(checkModel(alone)).toEqual([]);
});

test('every part has a description, and options their defaults', () => {
  expect(schema).toMatchObject({
    $schema: 'http://json-schema.org/draft-07/schema#',
    definitions: {
      model: {
        properties: { training: { properties: { epochs: { default: 100, description: 'How often all rows are gone through.' } } } },
      },
      dense: { properties: { useBias: { default: true } } },
    },
  });
});

test('it is small enough to ship', () => {
  expect(JSON.stringify(schema).length).toBeLessThan(200_000);
});
