import { flag } from '../spec/option.ts';
import { command, json } from './command.ts';
import { writeJson } from './io.ts';

export const doctor = command({
  name: 'doctor',
  summary: 'Tells what there is to compute on, how fast it is, what is wrong, and the command that mends it.',
  positionals: {},
  options: {
    layers: flag({
      doc: 'Trains every kind of layer on each backend and compares the weights with those of plain JavaScript.',
      default: false,
    }),
    json,
  },
  examples: [
    { line: 'netspec doctor', does: 'exit code 0 where training is possible, 1 where not; five seconds' },
    { line: 'netspec doctor --layers', does: 'layers x backends: exit code 1 where one does not agree' },
  ],
  run: async ({ layers, json }, io) => {
    if (layers === true) {
      const { compareLayers, agreesWholly } = await import('../node/doctor/compareLayers.ts');
      const comparison = await compareLayers(io.signal);
      if (json === true) writeJson(io.stdout, comparison);
      else io.stdout.write((await import('./layersTable.ts')).layersTable(comparison));
      return agreesWholly(comparison) ? 0 : 1;
    }
    const { examine } = await import('../node/doctor/examine.ts');
    const found = await examine(io.signal);
    if (json === true) writeJson(io.stdout, found);
    else io.stdout.write((await import('./doctorText.ts')).doctorText(found, io.stdout.columns));
    return found.auto === null ? 1 : 0;
  },
});
