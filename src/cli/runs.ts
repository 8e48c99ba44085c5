import { RUNS_FOLDER } from '../node/runs/runsFolder.ts';
import { listOf } from '../spec/option.ts';
import { command, json, path } from './command.ts';
import { writeJson } from './io.ts';

export const runs = command({
  name: 'runs',
  summary: 'Lists the runs of netspec train with what they came to, or compares some of them side by side.',
  positionals: {
    NAME: listOf(path('the name of a run')({ doc: '' }))({ doc: 'The runs to compare. Default: all of them in a table.', optional: true }),
  },
  options: {
    folder: path('a folder')({ doc: 'The folder that the runs are in.', default: RUNS_FOLDER }),
    json,
  },
  examples: [
    { line: 'netspec runs', does: 'a line for each run, the newest last' },
    { line: 'netspec runs iris iris-2', does: 'what differs between the two, and what each came to' },
    { line: 'netspec runs --json', does: 'one JSON object a run' },
  ],
  run: async ({ NAME = [], folder = RUNS_FOLDER, json }, io) => {
    const { listRuns, readRuns } = await import('./findRuns.ts');
    const { runJson } = await import('./runJson.ts');
    const width = io.stdout.isTTY ? io.stdout.columns : Infinity;
    if (NAME.length > 0) {
      const found = await readRuns(NAME, folder);
      const { whatDiffers, sideBySide } = await import('./sideBySide.ts');
      if (json === true) writeJson(io.stdout, { runs: found.map(runJson), differences: whatDiffers(found) });
      else io.stdout.write(sideBySide(found, width));
      return 0;
    }
    const { runs: found, problems } = await listRuns(folder);
    if (problems !== undefined) io.stderr.write(`${problems}\n`);
    if (json === true) for (const run of found) writeJson(io.stdout, runJson(run));
    else if (found.length === 0) io.stderr.write(`no runs in ${folder}: netspec train makes one each time\n`);
    else io.stdout.write((await import('./runsTable.ts')).runsTable(found, width));
    return 0;
  },
});
