import { show, type Issue } from '../errors.ts';
import { constraints } from '../spec/constraints.ts';
import { initializers } from '../spec/initializers.ts';
import type { LayerKind } from '../spec/kind.ts';
import { baseOptions } from '../spec/layers/baseOptions.ts';
import { cellKinds } from '../spec/layers/cells.ts';
import { findKind, knownLayerTypes } from '../spec/layers/find.ts';
import type { NamedTable } from '../spec/named.ts';
import type { NamedValue } from '../spec/normalised.ts';
import { join, type Option, type Options } from '../spec/option.ts';
import { regularizers } from '../spec/regularizers.ts';

type Config = Readonly<Record<string, unknown>>;

/** What TF.js says of a layer, initializer, cell or the like: its class, and its arguments in camel case. */
export interface ClassConfig {
  readonly className: string;
  readonly config: Config;
}

/**
 * A layer as a user would write it: its type, and the options that differ from their defaults, in their shortest form.
 * @param path Where the layer is, for the issues.
 * @param issues Gets what cannot be said in a spec.
 */
export function writeLayerOptions({ className, config }: ClassConfig, path: string, issues: Issue[]): NamedValue {
  const kind = kindOfClass(className);
  if (kind !== undefined) return { type: kind.type, ...writeOptions(withTrainable(kind), config, path, issues) };
  const type = lowerFirst(className);
  issues.push({
    path,
    expected: 'a layer of tf.layers, or one that was registered',
    received: `a ${className}`,
    fix: `registerLayer({ type: ${show(type)}, layer: ${className}, ... }) first`,
  });
  return { type };
}

const kindOfClass = (className: string): LayerKind | undefined =>
  knownLayerTypes()
    .map((type) => findKind(type)!)
    .find((kind) => kind.className === className);

const withTrainable = ({ options }: LayerKind): Options => ({ ...options, trainable: baseOptions.trainable });

function writeOptions(options: Options, config: Config, path: string, issues: Issue[]): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, option] of Object.entries(options)) {
    const given = config[name];
    // TF.js writes null for what is absent.
    if (given === undefined || (given === null && option.fallback === undefined)) continue;
    const place = join(path, name);
    const told = issues.length;
    const value = writeValue(name, given, place, issues);
    if (issues.length === told) issues.push(...option.check(value, place));
    if (issues.length > told || isDefault(option, value) || isPoolingStride(name, value, option, config)) continue;
    written[name] = shortest(option, value);
  }
  return written;
}

function writeValue(name: string, value: unknown, path: string, issues: Issue[]): unknown {
  if (name === 'cells') return (value as readonly ClassConfig[]).map((cell, i) => writeNamed(cell, `${path}[${i}]`, issues));
  if (typeof value !== 'object' || value === null || !('className' in value)) return value;
  return (name === 'layer' ? writeLayerOptions : writeNamed)(value as ClassConfig, path, issues);
}

/** All that has a name and arguments inside a layer. */
const namedTable: NamedTable = { ...initializers, ...regularizers, ...constraints, ...cellKinds };

/** `{ type, ...options }` of an initializer, regularizer, constraint or cell. */
function writeNamed(given: ClassConfig, path: string, issues: Issue[]): NamedValue {
  const { type, config } = readClass(given);
  return { type, ...writeOptions(namedTable[type]?.options ?? {}, config, path, issues) };
}

/** Initializers that are a variance scaling with settled arguments, which is all that TF.js says of them. */
const scalings = [
  { type: 'glorotNormal', scale: 1, mode: 'fanAvg', distribution: 'normal' },
  { type: 'glorotUniform', scale: 1, mode: 'fanAvg', distribution: 'uniform' },
  { type: 'heNormal', scale: 2, mode: 'fanIn', distribution: 'normal' },
  { type: 'heUniform', scale: 2, mode: 'fanIn', distribution: 'uniform' },
  { type: 'leCunNormal', scale: 1, mode: 'fanIn', distribution: 'normal' },
  { type: 'leCunUniform', scale: 1, mode: 'fanIn', distribution: 'uniform' },
];
const cellClasses: Readonly<Record<string, string>> = { LSTMCell: 'lstmCell', GRUCell: 'gruCell', ConvLSTM2DCell: 'convLstm2dCell' };

function readClass({ className, config }: ClassConfig): { readonly type: string; readonly config: Config } {
  if (className === 'L1L2') return { type: config['l1'] === 0 ? 'l2' : config['l2'] === 0 ? 'l1' : 'l1l2', config };
  if (className === 'VarianceScaling') {
    const { scale, mode, distribution } = config;
    const short = scalings.find((entry) => entry.scale === scale && entry.mode === mode && entry.distribution === distribution);
    return { type: short?.type ?? 'varianceScaling', config };
  }
  return { type: cellClasses[className] ?? lowerFirst(className), config };
}

const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

const isDefault = (option: Option, value: unknown): boolean =>
  option.fallback !== undefined && isSame(option.normalise(value), option.normalise(option.fallback));

/** Pooling moves by the size of its window unless it is told otherwise. */
const isPoolingStride = (name: string, value: unknown, option: Option, { poolSize }: Config): boolean =>
  name === 'strides' && option.fallback === undefined && isSame(value, poolSize);

/** `"zeros"` for `{ "type": "zeros" }`, 3 for [3, 3], a list for stacked cells, where the option takes them for the same. */
function shortest(option: Option, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { 0: first, type, cells } = value as Config;
  const isShort = (short: unknown) =>
    short !== undefined && option.check(short, '').length === 0 && isSame(option.normalise(short), option.normalise(value));
  return [first, type, cells].find(isShort) ?? value;
}

/** Whether two values say the same, whatever the order of their keys. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const entries = Object.entries(a);
  return entries.length === Object.keys(b).length && entries.every(([key, value]) => isSame(value, (b as Config)[key]));
}
