import { createRandom, type Random } from '../../src/random.ts';
import type { LayerKind } from '../../src/spec/kind.ts';
import { layerKinds } from '../../src/spec/layers/table.ts';
import type { NetworkSpec } from '../../src/spec/network.ts';
import type { JsonSchema } from '../../src/spec/option.ts';
import { checkModel } from '../../src/spec/parse.ts';
import type { Shape } from '../../src/spec/shape.ts';

const kinds = Object.values<LayerKind>(layerKinds);
/** Layers with weights stand here three times, so that they are not outnumbered by those that fit everywhere. */
const plain = kinds.filter((kind) => (kind.reads ?? 'one') === 'one').flatMap((kind) => (kind.weights ? [kind, kind, kind] : [kind]));
const merges = kinds.filter((kind) => kind.reads === 'two' || kind.reads === 'several');

/** A layer and a network of which the compiler knows nothing more. */
interface Layer {
  readonly type: string;
  readonly id?: string;
  readonly [option: string]: unknown;
}
interface Network {
  readonly inputs?: Readonly<Record<string, Shape>>;
  readonly layers: readonly Layer[];
  readonly [part: string]: unknown;
}

/** What the random things below are drawn with. */
interface Draw {
  integer(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
}

export function draw(random: Random): Draw {
  const integer = (from: number, to: number) => from + Math.floor(random.next() * (to - from + 1));
  return { integer, chance: (share) => random.next() < share, pick: (list) => list[integer(0, list.length - 1)]! };
}

/** A valid network that a seed decides: layers of all kinds with random options, several inputs, branches, shorthand and shared layers. */
export function randomSpec(seed: number): NetworkSpec {
  const by = draw(createRandom(seed));
  let network = start(by);
  for (let i = by.integer(0, 7); i > 0; i--) network = grow(network, by);
  return network as unknown as NetworkSpec;
}

function start(by: Draw): Network {
  for (;;) {
    const network = randomStart(by);
    if (checkModel(network).length === 0) return network;
  }
}

/** One input and one layer, written in one of several ways, or two inputs that flow together. */
function randomStart(by: Draw): Network {
  const layer = () => randomLayer(by.pick(plain), by);
  const shape = randomInput(by);
  switch (by.integer(0, 9)) {
    case 0:
      return { layers: [{ ...layer(), inputShape: shape }] };
    case 1:
      return { layers: [{ type: 'inputLayer', shape }, layer()] };
    case 2:
      return { input: { shape, batchSize: by.integer(1, 4) }, layers: [layer()] };
    case 3:
    case 4:
      return {
        inputs: { left: shape, right: randomInput(by) },
        layers: [
          { ...layer(), id: 'a', from: 'left' },
          { ...layer(), id: 'b', from: 'right' },
          { ...randomLayer(by.pick(merges), by), from: ['a', 'b'] },
        ],
      };
    default:
      return { input: shape, layers: [layer()] };
  }
}

function randomInput(by: Draw): Shape {
  const shape: (number | null)[] = Array.from({ length: by.integer(1, 4) }, () => by.integer(1, 9));
  if (shape.length === 2 && by.chance(0.2)) shape[0] = null;
  return shape;
}

/** The network with one thing more behind it; the same where nothing that was tried fits. */
function grow(network: Network, by: Draw): Network {
  for (let attempt = 0; attempt < 20; attempt++) {
    const id = `x${network.layers.length}`;
    const grown = { ...network, layers: [...network.layers, ...randomBlock(id, network, by)] };
    if (checkModel(grown).length === 0) return grown;
  }
  return network;
}

function randomBlock(id: string, network: Network, by: Draw): readonly Layer[] {
  const layer = () => randomLayer(by.pick(plain), by);
  const ids = [...network.layers.flatMap((written) => written.id ?? []), ...Object.keys(network.inputs ?? { input: 0 })];
  switch (by.integer(0, 9)) {
    case 0:
      return [{ type: 'repeat', times: by.integer(1, 3), layers: [{ ...layer(), id }, layer()] }];
    case 1:
      return [{ type: 'repeat', times: 2, layers: [{ type: 'residual', layers: [layer()] }] }];
    case 2:
      return [{ type: 'residual', id, layers: [layer(), layer()] }];
    case 3:
      return [
        { ...layer(), id },
        { ...layer(), id: `${id}b`, from: by.pick([id, ...ids]) },
        { ...randomLayer(by.pick(merges), by), from: [id, `${id}b`] },
      ];
    case 4:
      return [
        { ...layer(), id },
        { type: 'shared', of: by.pick([id, ...ids]) },
      ];
    case 5:
      return [
        { ...layer(), id },
        { ...randomLayer(by.pick(merges), by), from: [id, by.pick(ids)] },
      ];
    default:
      return [by.chance(0.5) ? layer() : { ...layer(), id }];
  }
}

/** A layer with values of the right types; whether they suit its input is not looked at. */
export function randomLayer(kind: LayerKind, by: Draw): Layer {
  const options = Object.entries(kind.options).flatMap(([name, option]) => {
    if ('not' in option.schema || (!option.required && by.chance(0.75))) return [];
    const value = randomValue(option.schema, by);
    return value === undefined || option.check(value, name).length > 0 ? [] : [[name, value] as const];
  });
  return {
    type: by.pick([kind.type, ...(kind.aliases ?? [])]),
    ...Object.fromEntries(options),
    ...(by.chance(0.1) ? { trainable: by.chance(0.5) } : {}),
  };
}

/** A value that a JSON Schema of the tables allows. */
function randomValue(schema: JsonSchema, by: Draw): unknown {
  if (schema.$ref === '#/definitions/layer') return randomLayer(by.pick(plain), by);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return by.pick(schema.enum);
  if (Array.isArray(schema.anyOf)) return randomValue(by.pick(schema.anyOf as readonly JsonSchema[]), by);
  const [least, most] = [
    Number(schema.minimum ?? schema.exclusiveMinimum ?? -2),
    Number(schema.maximum ?? schema.exclusiveMaximum ?? Infinity),
  ];
  switch (schema.type) {
    case 'integer':
      return by.integer(least, Math.min(most, least + 4));
    case 'number':
      return least + (by.integer(1, 9) / 10) * Math.min(most - least, 2);
    case 'boolean':
      return by.chance(0.5);
    case 'array': {
      const length = by.integer(Number(schema.minItems ?? 1), Math.min(Number(schema.maxItems ?? 3), 3));
      return Array.from({ length }, () => randomValue(schema.items as JsonSchema, by));
    }
    case 'object':
      return randomObject(schema, by);
    case 'null':
      return null;
    default:
      return undefined;
  }
}

function randomObject({ properties = {}, required = [] }: JsonSchema, by: Draw): unknown {
  const entries = Object.entries(properties as Readonly<Record<string, JsonSchema>>).flatMap(([name, schema]) => {
    const needed = (required as readonly string[]).includes(name);
    return needed || by.chance(0.3) ? [[name, randomValue(schema, by)] as const] : [];
  });
  return Object.fromEntries(entries);
}
