import { answeringBackend } from './answeringBackend.ts';
import { answeringStep } from './answeringStep.ts';
import { command, json, path } from './command.ts';
import { warningsTo, type Io } from './io.ts';
import type { AnswerText } from './predict/answerText.ts';
import type { Answers } from './predict/openToAnswer.ts';
import { checkReading, dataPath, onBadRow, READING, readingNames, readingOptions } from './reading.ts';

export const predict = command({
  name: 'predict',
  summary: 'Answers for each row of a file, in the order of the rows; of a forecast the steps that follow its last row.',
  positionals: { FOLDER: path('the folder of a saved model')({ doc: 'The folder that netspec train wrote.' }) },
  options: {
    data: dataPath('the features (other columns are not read), of a forecast the rows up to now'),
    out: path('a file')({ doc: 'The file to write. Default: standard output.', optional: true }),
    ...readingOptions,
    onBadRow: onBadRow('keeps its place by a line of empty cells (null with --json), and tells how many there were and where.'),
    backend: answeringBackend,
    step: answeringStep,
    json,
  },
  groups: { 'From and to': ['data', 'out'], [READING]: readingNames },
  examples: [
    { line: 'netspec predict iris --data flowers.csv', does: 'CSV: the answer, and the probability of each class' },
    { line: 'netspec predict sales --data sales.csv', does: 'of a forecast: the next steps of each series, with their times' },
    { line: 'cat flowers.csv | netspec predict iris --data - --json', does: 'one JSON object a row' },
  ],
  check: checkReading,
  run: async ({ FOLDER, data, out, backend, step, json, ...reading }, io) => {
    if (out !== undefined) await (await import('./checkOut.ts')).checkOut(out, { command: 'predict', data, folder: FOLDER });
    const { openToAnswer } = await import('./predict/openToAnswer.ts');
    const { encoders, style, answer, dispose } = await openToAnswer(FOLDER, backend, step);
    try {
      const { openTable } = await import('./openTable.ts');
      const source = await openTable(data, reading, io, encoders.forecast === undefined ? 'without an answer' : undefined, style);
      io.boundHeap?.();
      const { csvText, jsonLines } = await import('./predict/answerText.ts');
      const toText = json === true ? jsonLines : csvText(encoders);
      const onWarning = warningsTo(io);
      if (out === undefined) await print(answer(source, { onWarning }), toText, io);
      else {
        // A stop shall leave no half a file behind.
        const rows = await write(out, answer(source, { onWarning, ...(io.signal ? { signal: io.signal } : {}) }), toText);
        io.stderr.write(`wrote ${out} (${rows} ${rows === 1 ? 'row' : 'rows'})\n`);
      }
      return 0;
    } finally {
      dispose();
    }
  },
});

async function print(answers: Answers, toText: AnswerText, { stdout }: Io): Promise<void> {
  for await (const part of answers) {
    stdout.write(toText(part));
    await stdout.drained?.();
  }
}

/** Writes a file whole or not at all, and gives the number of its rows. */
async function write(path: string, answers: Answers, toText: AnswerText): Promise<number> {
  let rows = 0;
  async function* texts() {
    for await (const part of answers) {
      rows += part.length;
      yield toText(part);
    }
  }
  const { writePartsAtomically } = await import('../node/writeFile.ts');
  await writePartsAtomically(path, texts());
  return rows;
}
