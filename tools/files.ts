import { activation } from '../src/spec/activations.ts';
import { constraints } from '../src/spec/constraints.ts';
import { featureKinds } from '../src/spec/features.ts';
import { forecastOptions } from '../src/spec/forecast/options.ts';
import { initializers } from '../src/spec/initializers.ts';
import { baseOptions } from '../src/spec/layers/baseOptions.ts';
import { cellOption } from '../src/spec/layers/cells.ts';
import { losses } from '../src/spec/losses.ts';
import { metrics } from '../src/spec/metrics.ts';
import { namedOption, type NamedTable } from '../src/spec/named.ts';
import { layerOption } from '../src/spec/network.ts';
import { optimizers } from '../src/spec/optimizers.ts';
import type { Options } from '../src/spec/option.ts';
import { placement } from '../src/spec/placement.ts';
import { regularizers } from '../src/spec/regularizers.ts';
import { schedules } from '../src/spec/schedules.ts';
import { shorthands } from '../src/spec/shorthand.ts';
import { targetKinds } from '../src/spec/target.ts';
import { trainingOptions } from '../src/spec/training.ts';
import { families } from './families.ts';
import { builderText, tableText } from './layerText.ts';
import { namedText } from './namedText.ts';
import { comment, interfaceText, schemaKey, typeText, type KnownTypes } from './typeText.ts';

const header = '// Made from the tables in src/spec by `npm run generate`: change those, not this.\n';

/** Tables of words, and the names of the types that they become. */
const words: Readonly<Record<string, { readonly doc: string; readonly table: NamedTable }>> = {
  InitializerSpec: { doc: 'How weights begin: a name, or an object with its arguments.', table: initializers },
  RegularizerSpec: { doc: 'A penalty on weights: a name, or an object with its arguments.', table: regularizers },
  ConstraintSpec: { doc: 'Bounds for weights: a name, or an object with its arguments.', table: constraints },
  LossSpec: { doc: 'What is made small: a name, or an object with its arguments.', table: losses },
  OptimizerSpec: { doc: 'How weights are moved: a name, or an object with its arguments.', table: optimizers },
  ScheduleSpec: { doc: 'How the learning rate changes in the course of a run: a name, or an object with its arguments.', table: schedules },
  MetricSpec: { doc: 'What is measured each epoch: a name, or an object with its arguments.', table: metrics },
  FeatureSpec: { doc: 'What a column is that the network reads: a name, or an object with its arguments.', table: featureKinds },
  TargetSpec: { doc: 'What the column is that the network learns to tell: a name, or an object with its arguments.', table: targetKinds },
};

/** Types that stand alone, by the schema of the option that they are for. */
function knownTypes(): KnownTypes {
  const schemas = Object.entries(words).map(([name, { table }]) => [namedOption('', table)({ doc: '' }).schema, name] as const);
  const types = [
    ...schemas,
    [activation({ doc: '' }).schema, 'Activation'],
    [cellOption({ doc: '' }).schema, 'CellSpec'],
    [layerOption({ doc: '' }).schema, 'LayerSpec'],
    [{ type: 'array' }, 'NestedNumbers'],
  ] as const;
  return new Map(types.map(([schema, name]) => [schemaKey(schema), name]));
}

/** Every file of src/spec/builders by its name, before it is formatted. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const known = knownTypes();
  const cell = cellOption({ doc: '' }).schema;
  const shorthand = Object.values(shorthands).map((entry) => ({ ...entry, options: withoutPlacement(entry.options) }));
  const files: Readonly<Record<string, readonly string[]>> = {
    words: [
      `${comment('An activation that TF.js knows by name.')}\nexport type Activation = ${typeText(activation({ doc: '' }).schema, new Map())};`,
      ...Object.entries(words).map(([name, { doc, table }]) => namedText(name, doc, table, known)),
      `${comment('What one step of rnn does: a cell, or a list of cells that read one another.')}\nexport type CellSpec = ${typeText(cell, without('CellSpec', known))};`,
      `${comment('The values of a weight, nested as deep as it has axes.')}\nexport type NestedNumbers = readonly (number | NestedNumbers)[];`,
    ],
    base: [
      interfaceText('Placement', 'Where a layer stands in the graph.', placement, known),
      interfaceText('LayerBase', 'What every layer may say beside its own options.', baseOptions, known, 'Placement'),
    ],
    forecast: [
      interfaceText('ForecastSpec', 'What is forecast: how far it looks back and ahead, along which columns.', forecastOptions, known),
    ],
    training: [interfaceText('TrainingSpec', 'How a network is trained. What is left out has a default.', trainingOptions, known)],
    ...Object.fromEntries(
      Object.entries(families).map(([family, kinds]) => [family, kinds.map((kind) => builderText(kind, known, 'LayerBase'))]),
    ),
    shorthand: shorthand.map((entry) => builderText(entry, known, 'Placement')),
    table: tableText({ ...families, shorthand }),
  };
  return new Map(Object.entries(files).map(([name, parts]) => [`${name}.ts`, fileText(name, parts.join('\n\n'))]));
}

const withoutPlacement = (options: Options): Options =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !(name in placement)));
const without = (name: string, known: KnownTypes): KnownTypes => new Map([...known].filter(([, other]) => other !== name));

/** Where the names come from that generated text refers to. */
const sources: Readonly<Record<string, readonly string[]>> = {
  '../layerTypes.ts': ['Built', 'Exactly', 'LayerSpec', 'None'],
  './base.ts': ['LayerBase', 'Placement'],
  './words.ts': ['Activation', 'CellSpec', 'NestedNumbers', ...Object.keys(words)],
};

function fileText(name: string, body: string): string {
  const code = body.replace(/\/\*\*[\s\S]*?\*\//g, '');
  const imports = Object.entries(sources).flatMap(([path, names]) => {
    const used = path === `./${name}.ts` ? [] : names.filter((entry) => new RegExp(`\\b${entry}\\b`).test(code));
    return used.length === 0 ? [] : [`import type { ${used.join(', ')} } from '${path}';`];
  });
  return `${[header + imports.join('\n'), body].join('\n\n')}\n`;
}
