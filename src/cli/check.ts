import { SpecError, UsageError } from '../errors.ts';
import { flag, oneOf } from '../spec/option.ts';
import { command, json, path } from './command.ts';
import { writeJson, type Io, type Output } from './io.ts';
import { nameOf, readSpec } from './readSpec.ts';

export const check = command({
  name: 'check',
  summary: 'Says whether a spec is right, and everything that is wrong with it.',
  positionals: { SPEC: path('a JSON file')({ doc: 'A JSON file with a model or a bare network; - for standard input.' }) },
  options: {
    full: flag({
      doc: 'Prints the spec with every default filled in; on standard error the layers that are made once the data are known.',
      default: false,
    }),
    summary: flag({ doc: 'Prints the layers with their output shapes and parameters.', default: false }),
    diagram: oneOf(['mermaid', 'svg'])({ doc: 'Prints a drawing of the graph. Without a word: mermaid.', optional: true }),
    json,
  },
  implied: { diagram: 'mermaid' },
  examples: [
    { line: 'netspec check models/iris.json', does: 'exit code 0 where it is right, 1 where not' },
    { line: 'netspec check models/digits.json --summary', does: 'a table of its layers' },
    { line: 'netspec check models/digits.json --diagram svg > digits.svg', does: 'a drawing of it' },
  ],
  run: async ({ SPEC, full, summary, diagram, json }, io) => {
    const asked = [full === true ? '--full' : '', summary === true ? '--summary' : '', diagram === undefined ? '' : '--diagram'].filter(
      Boolean,
    );
    if (asked.length > 1) {
      throw new UsageError('the command line of netspec check', [
        { path: asked.join(' '), expected: 'one of --full, --summary and --diagram', received: `${asked.length} of them` },
      ]);
    }
    const spec = await readSpec(SPEC, io);
    const { checkModel, parseModel } = await import('../spec/parse.ts');
    const issues = checkModel(spec);
    if (issues.length > 0) return refuse(new SpecError(nameOf(SPEC), issues), io, json);

    const model = parseModel(spec);
    const answer = { valid: true, issues };
    if (full === true) {
      const { fullSpec, layersMadeOfData } = await import('../spec/full.ts');
      const { prettyJson } = await import('./prettyJson.ts');
      const filled = fullSpec(model);
      const made = layersMadeOfData(model);
      print(io.stdout, json, { ...answer, spec: filled, madeOfData: made }, prettyJson(filled));
      if (json !== true && made.length > 0) io.stderr.write(`besides, made once the data are known:\n${prettyJson(made).trimEnd()}\n`);
    } else if (summary === true) {
      const { summarise } = await import('../spec/summary.ts');
      const { countParameters } = await import('../spec/parameters.ts');
      const text = summarise(model);
      print(io.stdout, json, { ...answer, parameters: countParameters(model.network), summary: text }, text);
    } else if (diagram !== undefined) {
      const { toMermaid, toSvg } = await import('../spec/diagram.ts');
      const text = diagram === 'svg' ? toSvg(model.network) : toMermaid(model.network);
      print(io.stdout, json, { ...answer, diagram: text }, text);
    } else print(io.stdout, json, answer, `${nameOf(SPEC)} is right`);
    return 0;
  },
});

/** For machines the problems are the result; people get them as any other mistake. */
function refuse(error: SpecError, io: Io, json: boolean | undefined): number {
  if (json !== true) throw error;
  writeJson(io.stdout, { valid: false, issues: error.issues });
  return 1;
}

function print(stdout: Output, json: boolean | undefined, answer: object, text: string): void {
  if (json === true) writeJson(stdout, answer);
  else stdout.write(`${text.trimEnd()}\n`);
}
