import { show } from '../errors.ts';
import type { ForecastSpec } from './builders/forecast.ts';
import type { FeatureSpec, TargetSpec } from './builders/words.ts';
import { featureTable } from './features.ts';
import { forecastOption } from './forecast/options.ts';
import { isObject, networkOptions, type NetworkSpec } from './network.ts';
import { checkOptions, option, sectionSchema, text, textsByName, type JsonSchema, type Options } from './option.ts';
import { targetTable } from './target.ts';
import { trainingOptions, type TrainingSpec } from './training.ts';

/** An object with options of its own, all of which may be left out where none is required. */
const section = <W extends object>(subject: string, expected: string, options: Options, rules: JsonSchema = {}) =>
  option<W>({
    expected,
    schema: { ...sectionSchema(options), ...rules },
    check: (value, path) =>
      isObject(value) ? checkOptions(value, options, path, { subject }) : [{ path, expected, received: show(value) }],
  });

/** The parts of a spec. All may be left out but `network`, or else `features` (or `forecast`) and `target`. */
export const modelOptions = {
  $schema: text({ doc: 'Where the JSON Schema of this file is, for editors.', optional: true }),
  netspec: option<1>({ expected: '1, the version of the format', schema: { const: 1 }, accepts: (value) => value === 1 })({
    doc: 'Version of the format.',
    default: 1,
  }),
  name: text({ doc: 'What the model is called in messages and reports.', optional: true }),
  notes: textsByName('texts by column, such as { "age": "in years" }')({
    doc: 'What people should know of the columns. Kept, and never read.',
    optional: true,
  }),
  forecast: forecastOption,
  features: featureTable,
  target: targetTable,
  network: section<NetworkSpec>('a network', 'a network, such as { "input": [4], "layers": [...] }', networkOptions, {
    not: { required: ['input', 'inputs'] },
  })({
    doc: 'The layers. Default, where features and target are given: dense layers of 64 and 32 units with relu; behind features with an input of their own the layers that read these; of a forecast one of 32 units with a small l2 penalty.',
    optional: true,
  }),
  training: section<TrainingSpec>(
    'training',
    'an object with options, such as { "epochs": 50 }',
    trainingOptions,
  )({ doc: 'How it is trained.', default: {} }),
} as const;

/** A model as a user writes it: plain JSON data. What is left out is derived or has a default. */
export interface ModelSpec {
  readonly $schema?: string;
  /** Version of the format. */
  readonly netspec?: 1;
  /** What the model is called in messages and reports. */
  readonly name?: string;
  /** What people should know of the columns. Kept, and never read. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Makes it a forecast of series: `{ "window": 24, "horizon": 6, "time": "month" }`. */
  readonly forecast?: ForecastSpec;
  /** The columns that the network reads: `{ "age": "number", "colour": "category" }`. */
  readonly features?: Readonly<Record<string, FeatureSpec>>;
  /** What it learns to tell: a column, or several: `{ "price": "number", "sold": "category" }`. */
  readonly target?: Readonly<Record<string, TargetSpec>>;
  /** The layers. Default, where features and target are given: dense layers of 64 and 32 units with relu. */
  readonly network?: NetworkSpec;
  readonly training?: TrainingSpec;
}
