import { expect, test } from '@jest/globals';
import ts from 'typescript';
import { isWhole, testOfWhole } from '../long/spread.ts';
import { randomSpec } from '../spec/randomSpec.ts';

// What an editor, and tsc, make of these programs, which import the built package (its types are read in half the time of its sources;
// `npm test` builds it first). `^` marks a place in them.
const mistakes = `
network({ input: [28, 28, 1], layers: [flatten(), conv2d({ filters: 8, kernelSize: 3 }), dense({ units: 10 })] });
network({ input: [28, 28, 1], layers: [{ type: 'lstm', units: 4 }] });
network({ input: [28, 28, 1], layers: [flatten({ id: 'flat' }), conv2d({ from: 'flat', filters: 8, kernelSize: 3 })] });
network({ input: [5, 28, 28], layers: [timeDistributed({ layer: conv2d({ filters: 8, kernelSize: 3 }) })] });
network({ input: [28, 28, 1], layers: [residual({ layers: [flatten()] })] });
defineModel({ features: { a: 'number' }, target: { b: 'number' }, network: { layers: [flatten()] } });
defineModel({ target: { b: 'number' }, network: { input: [28, 28, 1], layers: [conv2d({ filters: 8, kernelSize: 3 })] } });
defineModel({ network: { input: [2], layers: [] }, training: { epocs: 3 } });
network({ input: [2], layers: [{ type: 'dense', units: 3, activaton: 'relu' }] });
network({ input: [2], layers: [{ type: 'dense', units: 'three' }] });
dense({ units: 3, activaton: 'relu' });
dense({ units: 3, kernelInitializer: { type: 'glorotNormal', sed: 3 } });
dense({ activation: 'relu' });
const spec = { features: { size: 'number', colour: 'category' }, target: { price: 'number' }, network: { layers: [] } } as const;
declare const model: Model<typeof spec>;
model.predict([{ size: 'large', colour: 'red' }]);
model.predict([{ size: 3, color: 'red' }]);
model.predict([{ size: 3 }]);
model.predict([[3, 1]]);
`;
const hovers = `
dense({ ^units: 16, ^activation: 'relu', ^useBias: true, ^id: 'first' });
network({ input: [2], layers: [^lstm({ ^returnSequences: true, units: 3 })] });
`;
const completions = `
dense({ units: 16, ^ });
dense({ units: 16, activation: '^' });
network({ input: [2], layers: [{ type: 'dropout', ^ }] });
`;
const deep = (layers: number) => `network({ input: [64, 64, 3], layers: [${'a'.repeat(layers).replace(/a/g, layerAt)}] });`;
const layerAt = (_: string, i: number) =>
  `conv2d({ filters: ${i + 1}, kernelSize: 3, padding: 'same', kernelInitializer: { type: 'randomNormal', stddev: 0.${i + 1} } }), `;

const valid = Array.from({ length: isWhole ? 100 : 0 }, (_, seed) => `network(${JSON.stringify(randomSpec(seed))});`).join('\n');

const root = new URL('../..', import.meta.url).pathname;
const pathOf = (name: string) => `${root}__tests__/types/${name}.ts`;
const imports = `
import type { Model } from '../../dist/model/model.js';
import { conv2d } from '../../dist/spec/builders/convolution.js';
import { dense, flatten } from '../../dist/spec/builders/core.js';
import { lstm } from '../../dist/spec/builders/recurrent.js';
import { residual } from '../../dist/spec/builders/shorthand.js';
import { timeDistributed } from '../../dist/spec/builders/wrappers.js';
import { defineModel, network } from '../../dist/spec/define.js';
`;
const programs = { mistakes, hovers, completions, valid, one: deep(1), hundred: deep(100), twoHundred: deep(200) };
const texts = new Map(Object.entries(programs).map(([name, text]) => [pathOf(name), imports + text.replaceAll('^', '')]));

// Read once: the service asks at every turn. No type of a spec is of a browser or Node, whose own are two thirds of all there is to read.
const { compilerOptions } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile).config as { compilerOptions: object };
const { options } = ts.convertCompilerOptionsFromJson({ ...compilerOptions, lib: ['ES2022'], types: [] }, root);

/** The programs stand in no file. */
const readFile = (path: string) => texts.get(path) ?? ts.sys.readFile(path);
const service = ts.createLanguageService({
  getScriptFileNames: () => [...texts.keys()],
  getScriptVersion: () => '1',
  getScriptSnapshot: (path) => {
    const text = readFile(path);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => root,
  getCompilationSettings: () => options,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (path) => texts.has(path) || ts.sys.fileExists(path),
  readFile,
});

/** Every place that is marked in a program. */
function places(program: string): readonly number[] {
  const parts = program.split('^').slice(0, -1);
  return parts.map((_, i) => imports.length + parts.slice(0, i + 1).join('').length);
}

test('a mistake is told where it is, in words that can be read', () => {
  const found = service.getSemanticDiagnostics(pathOf('mistakes')).map(({ start, length, messageText }) => {
    const underlined = texts.get(pathOf('mistakes'))!.slice(start, start! + length!);
    return `${underlined}\n    ${ts.flattenDiagnosticMessageText(messageText, '\n  ').replaceAll('\n', '\n    ')}`;
  });
  expect(found.join('\n')).toMatchInlineSnapshot(`
   "conv2d({ filters: 8, kernelSize: 3 })
       Type 'Built<"conv2d", { readonly filters: 8; readonly kernelSize: 3; }>' is not assignable to type '"conv2d takes rank 3 [height, width, channels] but gets rank 1 [after flatten]"'.
   { type: 'lstm', units: 4 }
       Type '{ type: string; units: number; }' is not assignable to type '"lstm takes rank 2 [steps, features] but gets rank 3 [from the input]"'.
   conv2d({ from: 'flat', filters: 8, kernelSize: 3 })
       Type 'Built<"conv2d", { readonly from: "flat"; readonly filters: 8; readonly kernelSize: 3; }>' is not assignable to type '"conv2d takes rank 3 [height, width, channels] but gets rank 1 [from \\"flat\\"]"'.
   timeDistributed({ layer: conv2d({ filters: 8, kernelSize: 3 }) })
       Type 'Built<"timeDistributed", { readonly layer: Built<"conv2d", { readonly filters: 8; readonly kernelSize: 3; }>; }>' is not assignable to type '"in timeDistributed: conv2d takes rank 3 [height, width, channels] but gets rank 2 [each step]"'.
   residual({ layers: [flatten()] })
       Type 'Built<"residual", { readonly layers: readonly [Built<"flatten", None>]; }>' is not assignable to type '"residual gets rank 3 but its layers give rank 1"'.
   flatten()
       Type 'Built<"flatten", None>' is not assignable to type '"flatten takes rank 2 to 5 but gets rank 1 [from the features]"'.
   conv2d({ filters: 8, kernelSize: 3 })
       Type 'Built<"conv2d", { readonly filters: 8; readonly kernelSize: 3; }>' is not assignable to type '"the head for the target takes rank 1 [features] but gets rank 3 [after conv2d]"'.
   epocs
       Object literal may only specify known properties, but 'epocs' does not exist in type 'TrainingSpec'. Did you mean to write 'epochs'?
   activaton
       Object literal may only specify known properties, but 'activaton' does not exist in type 'DenseLayer'. Did you mean to write 'activation'?
   units
       Type 'string' is not assignable to type 'number'.
   activaton
       Object literal may only specify known properties, but 'activaton' does not exist in type 'DenseOptions'. Did you mean to write 'activation'?
   sed
       Object literal may only specify known properties, but 'sed' does not exist in type '{ readonly type: "glorotNormal"; readonly seed?: number; }'. Did you mean to write 'seed'?
   { activation: 'relu' }
       Argument of type '{ activation: "relu"; }' is not assignable to parameter of type 'DenseOptions'.
           Property 'units' is missing in type '{ activation: "relu"; }' but required in type 'DenseOptions'.
   size
       Type 'string' is not assignable to type 'number'.
   color
       Object literal may only specify known properties, but 'color' does not exist in type 'Flat<{ readonly size: number; readonly colour: Level; } & ListedColumns<{ readonly size: "number"; readonly colour: "category"; }>>'. Did you mean to write 'colour'?
   { size: 3 }
       Property 'colour' is missing in type '{ size: number; }' but required in type 'Flat<{ readonly size: number; readonly colour: Level; } & ListedColumns<{ readonly size: "number"; readonly colour: "category"; }>>'.
   [3, 1]
       Type '[number, number]' is not assignable to type 'Readonly<Record<string, unknown>>'.
           Index signature for type 'string' is missing in type '[number, number]'."
  `);
});

testOfWhole('no network that the checker takes is refused by the compiler', () => {
  const found = service.getSemanticDiagnostics(pathOf('valid'));
  expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test('an editor shows what an option is, its range and its default', () => {
  const shown = places(hovers).map((place) => {
    const info = service.getQuickInfoAtPosition(pathOf('hovers'), place);
    return ts.displayPartsToString(info?.documentation);
  });
  expect(shown.join('\n')).toMatchInlineSnapshot(`
   "Length of the last axis that comes out. A positive integer.
   Applied to each value that comes out. Default: \`'linear'\`.
   Adds a bias for each unit. Default: \`true\`.
   The layer's name, by which others read it. A name of letters, digits and - _ . / that begins with a letter or digit.
   Default: its type and a number, such as dense_1.
   Reads a sequence step by step, with a memory that gates write, keep and read (Hochreiter and Schmidhuber 1997).
   Gives what comes out at each step, not at the last only. Default: \`false\`."
  `);
});

test('an editor offers the options that are not written yet', () => {
  const offered = places(completions).map((place) => {
    const found = service.getCompletionsAtPosition(pathOf('completions'), place, {});
    return found?.entries
      .map(({ name }) => name)
      .sort()
      .join(' ');
  });
  expect(offered.join('\n')).toMatchInlineSnapshot(`
   "activation batchInputShape batchSize biasConstraint biasInitializer biasRegularizer dtype from id inputDType inputDim inputShape kernelConstraint kernelInitializer kernelRegularizer name trainable useBias weights
   elu gelu gelu_new hardSigmoid linear logSoftmax mish relu relu6 selu sigmoid softmax softplus softsign swish tanh
   batchInputShape batchSize dtype from id inputDType inputShape name noiseShape rate seed trainable weights"
  `);
});

testOfWhole('a network of 100 layers is little work for the compiler, and twice as many are twice the work', () => {
  // How often the compiler made a type of a generic one: what its time goes by, and the same on every machine.
  const count = () => (service.getProgram() as unknown as { getInstantiationCount(): number }).getInstantiationCount();
  const work = (name: string) => {
    const before = count();
    expect(service.getSemanticDiagnostics(pathOf(name))).toEqual([]);
    return count() - before;
  };
  work('one'); // what is done once, however many layers there are
  const hundred = work('hundred');
  expect(hundred).toBeGreaterThan(1_000);
  expect(hundred).toBeLessThan(50_000);
  expect(work('twoHundred')).toBeLessThan(2.2 * hundred);
});
