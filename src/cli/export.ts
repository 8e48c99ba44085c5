import type { ExportFormat } from '../export/formats.ts';
import { oneOf } from '../spec/option.ts';
import { command, json, path } from './command.ts';
import { writeJson } from './io.ts';

// Said again here, because the formats themselves load TensorFlow.js.
const formats = ['tfjs'] as const satisfies readonly ExportFormat[];

export const exportCommand = command({
  name: 'export',
  summary: 'Writes a saved model in another format.',
  positionals: { FOLDER: path('the folder of a saved model')({ doc: 'The folder that netspec train wrote.' }) },
  options: {
    to: oneOf(formats)({ doc: 'The format. tfjs: model.json and weights.bin for tf.loadLayersModel, nothing of ours.' }),
    out: path('a folder')({ doc: 'Where to write.' }),
    json,
  },
  examples: [{ line: 'netspec export iris --to tfjs --out iris-tfjs', does: 'a folder that stock TensorFlow.js opens' }],
  run: async ({ FOLDER, to, out, json }, io) => {
    const { load } = await import('../node/bundleFolder.ts');
    const model = await load(FOLDER);
    try {
      const { exportModel } = await import('../node/exportModel.ts');
      await exportModel(model, { to, path: out });
    } finally {
      model.dispose();
    }
    if (json === true) writeJson(io.stdout, { to, path: out });
    else io.stdout.write(`wrote ${out}\n`);
    return 0;
  },
});
