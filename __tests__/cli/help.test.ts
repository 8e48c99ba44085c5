import { expect, test } from '@jest/globals';
import { capture } from './capture.ts';

const help = async (...argv: string[]) => {
  const { code, stdout, stderr } = await capture(argv);
  expect([code, stderr]).toEqual([0, '']);
  return stdout;
};

test('netspec alone lists the commands, as --help does', async () => {
  expect(await help()).toBe(await help('--help'));
  expect(await help('-h')).toBe(await help('--help'));
  expect(await help()).toMatchInlineSnapshot(`
   "netspec COMMAND

   Neural networks as data: check, train, evaluate and use them.

   Commands:
     netspec xor              Learns XOR before your eyes, and shows that without a
                              hidden layer it cannot be done.
     netspec check SPEC       Says whether a spec is right, and everything that is
                              wrong with it.
     netspec describe FILE    Shows what the columns of a table hold: kinds,
                              missing values, ranges, levels, small histograms.
     netspec init             Writes a first spec for a table, to be edited: what
                              each column is, with what was seen in it and why.
     netspec train [SPEC]     Trains the network of a spec on the rows of a file,
                              tells how good it is on rows held out, and saves it.
     netspec evaluate FOLDER  Tells how good a saved model is on the rows of a
                              file, beside simpler ones; a forecast on those after
                              its training.
     netspec predict FOLDER   Answers for each row of a file, in the order of the
                              rows; of a forecast the steps that follow its last
                              row.
     netspec runs [NAME...]   Lists the runs of netspec train with what they came
                              to, or compares some of them side by side.
     netspec export FOLDER    Writes a saved model in another format.
     netspec doctor           Tells what there is to compute on, how fast it is,
                              what is wrong, and the command that mends it.
     netspec native ACTION    Makes the native bindings of TensorFlow work where
                              npm could not install them, for all projects of this
                              user.

   Options:
     --version  Prints the version.                                       [boolean]
     --help     Prints this.                                              [boolean]

   netspec COMMAND --help tells more, with examples.
   "
  `);
});

test('netspec xor --help tells its options, with examples', async () => {
  expect(await help('xor', '--help')).toMatchInlineSnapshot(`
   "netspec xor

   Learns XOR before your eyes, and shows that without a hidden layer it cannot be
   done.

   Options:
     --seed           Decides the first weights. Default: drawn at random, and
                      told.                                                [number]
     --hidden         Units of the hidden layer.              [number] [default: 8]
     --activation     Activation of the hidden layer.
      [choices: "linear", "relu", "relu6", "elu", "selu", "sigmoid", "hardSigmoid",
          "softmax", "logSoftmax", "softplus", "softsign", "tanh", "swish", "mish",
                                              "gelu", "gelu_new"] [default: "tanh"]
     --learning-rate  Size of a step of Adam.               [number] [default: 0.1]
     --steps          Steps at most; each sees all four points.
                                                            [number] [default: 300]
     --out            Draws the decision surface into a .png or .svg file. [string]
     --json           Writes JSON for machines instead of text.           [boolean]
     --help           Prints this.                                        [boolean]

   Examples:
     netspec xor
         all of it, in the terminal
     netspec xor --seed 7 --hidden 2 --steps 5000
         two hidden units can do it, but not from every start
     netspec xor --out xor.svg
         the decision surface as a drawing
   "
  `);
});

test('netspec check --help tells its options, with examples', async () => {
  expect(await help('check', '--help')).toMatchInlineSnapshot(`
   "netspec check SPEC

   Says whether a spec is right, and everything that is wrong with it.

   Positionals:
     SPEC  A JSON file with a model or a bare network; - for standard input.
                                                                           [string]

   Options:
     --full     Prints the spec with every default filled in; on standard error the
                layers that are made once the data are known.             [boolean]
     --summary  Prints the layers with their output shapes and parameters.[boolean]
     --diagram  Prints a drawing of the graph. Without a word: mermaid.
                                                        [choices: "mermaid", "svg"]
     --json     Writes JSON for machines instead of text.                 [boolean]
     --help     Prints this.                                              [boolean]

   Examples:
     netspec check models/iris.json
         exit code 0 where it is right, 1 where not
     netspec check models/digits.json --summary
         a table of its layers
     netspec check models/digits.json --diagram svg > digits.svg
         a drawing of it
   "
  `);
});

test('netspec train --help tells its options, with examples', async () => {
  expect(await help('train', '--help')).toMatchInlineSnapshot(`
   "netspec train [SPEC]

   Trains the network of a spec on the rows of a file, tells how good it is on rows
   held out, and saves it.

   Positionals:
     SPEC  A JSON file with features, target and network. Without it give --target.
                                                                           [string]

   From and to:
     --data             The file with the columns that the spec names: CSV, TSV,
                        JSON, JSON lines or Parquet, packed by gzip or not; a
                        pattern ("2026-*.csv"); - for standard input.      [string]
     --validation-data  A file of rows that watch the run, read as --data is.
                        Nothing is held out of --data for that then.       [string]
     --test-data        A file of rows that nothing but the evaluation at the end
                        looks at, read as --data is.                       [string]
     --target           Without SPEC: the column to learn. The other columns are
                        looked at, and a spec is made for them.            [string]
     --out              The folder to save in: new, empty, or with an older model.
                        Needed wherever a model is to be kept.             [string]

   How the data are read:
     --format      What the data are. Default: by name and first bytes.
                                [choices: "csv", "tsv", "json", "jsonl", "parquet"]
     --delimiter   The sign between two cells, or tab. Default: found by the first
                   rows.                                                   [string]
     --quote       The sign around cells that hold delimiters. Default: a double or
                   single quote, by the first rows.                        [string]
     --decimal     What begins the decimals of a number. Default: found by the
                   first rows.                                  [choices: ".", ","]
     --thousands   What stands between groups of three digits. Default: found by
                   the first rows.        [choices: "none", ",", ".", "space", "'"]
     --no-header   The first line is a row like the others: the columns are
                   column_1, column_2, ...                                [boolean]
     --encoding    How the text is written. Default: UTF-8, or as its first bytes
                   say.        [choices: "utf-8", "utf-16le", "utf-16be", "latin1"]
     --on-bad-row  What to do with a row that cannot be cut into cells (name a cell
                   that is no number by missingValues in the spec). skip: leaves it
                   out, and tells how many there were and where.
                                      [choices: "error", "skip"] [default: "error"]
     --stream      Reads the file anew for each pass instead of holding its rows in
                   memory. Default: from 256 MB on.                       [boolean]

   Training:
     --epochs            How often all rows are gone through. Default: as the spec
                         says.                                             [number]
     --batch-size        Rows in one step. Default: as the spec says.      [number]
     --learning-rate     How far each step goes. Default: as the spec says.[number]
     --validation-split  Share of the rows that is held out. Default: as the spec
                         says.                                             [number]
     --test-split        Share of the rows that nothing but the evaluation at the
                         end looks at. Default: as the spec says.          [number]
     --group             Rows that have the same in this column stay together, with
                         --folds too.                                      [string]
     --time              Holds out the latest rows by the dates or numbers of this
                         column (2024-01-31, 31.01.2024, 20240131, seconds since
                         1970 ...); with --folds one stretch after another, each
                         after what it is trained on.                      [string]
     --key               Holds rows out by this column alone, so that each stays
                         where it is when others are added, with --folds too.
                                                                           [string]
     --split-column      The column that says train, validation or test. Not with
                         --folds.                                          [string]
     --patience          Stops when so many epochs have not been better, and keeps
                         the best. Default: as the spec says.              [number]
     --seed              Decides weights, split, order and dropout. Default: as the
                         spec says, 0 in one that is made for the table, or drawn,
                         and told.                                         [number]
     --step              How a step is run. auto: by plain loops for a small dense
                         network; on cpu and wasm another is recorded once and run
                         from then on, to the same bits; on native bindings many
                         steps in one call of a graph; what can be neither, as
                         eager. eager: each operation by TensorFlow.js.
                                       [choices: "auto", "eager"] [default: "auto"]
     --backend           Where to compute. Default: auto: cpu where plain loops
                         train a small network sooner, else wasm or native, by the
                         size of its steps. webgpu answers only.
                               [choices: "auto", "native", "wasm", "cpu", "webgpu"]

   The record of the run:
     --resume              Goes on with the newest run of --out, as if it had never
                           stopped; begins one where there is none yet. Once it is
                           complete there is nothing to resume (exit code 1), but
                           for more epochs: --resume --epochs 200 trains on. Ctrl-C
                           stops a run gently, a second one at once.      [boolean]
     --again               Repeats a run (runs/iris, or iris): its spec, data, seed
                           and options, and its --out unless another is given.
                                                                           [string]
     --runs                Where the runs are recorded.  [string] [default: "runs"]
     --name                What the run is called there. Default: as --out, with a
                           number where that is taken.                     [string]
     --checkpoint-seconds  Seconds between two checkpoints at most; the first come
                           sooner.                           [number] [default: 30]
     --keep-checkpoints    How many checkpoints stay.         [number] [default: 3]
     --tensorboard         Writes events there that TensorBoard shows, of each run
                           in a folder of its name.                        [string]
     --histograms          With --tensorboard: writes histograms of the weights
                           too, every so many epochs.                      [number]

   Trying out:
     --dry-run             Runs two batches through everything, and writes nothing.
                                                                          [boolean]
     --overfit-batch       Learns one batch by heart, which shows whether the
                           network can learn at all. Writes nothing.      [boolean]
     --find-learning-rate  Tries learning rates from small to large, and suggests
                           one. Writes nothing.                           [boolean]
     --folds               Trains on all rows but one of so many parts, each part
                           in turn, and tells mean and deviation. With --out the
                           models are saved as one.                        [number]

   Options:
     --quiet  Shows no progress, only warnings and errors, and what came of it.
                                                                          [boolean]
     --json   Writes JSON for machines instead of text.                   [boolean]
     --help   Prints this.                                                [boolean]

   Examples:
     netspec train models/iris.json --data examples/data/iris.csv --out iris
         saves a model in the folder iris, and the record of the run in runs/iris
     netspec train models/iris.json --data examples/data/iris.csv --out iris --resume
         goes on with a run that was stopped or killed, or begins it: what a supervisor may call until it ends with 0 or 1
     netspec train models/iris.json --data examples/data/iris.csv --folds 5
         mean and deviation of each score over five folds
     netspec train models/iris.json --data examples/data/iris.csv --find-learning-rate
         a plot, and a suggestion
     netspec train --again runs/iris --out iris-again
         the same run once more
   "
  `);
});

test('netspec evaluate --help tells its options, with examples', async () => {
  expect(await help('evaluate', '--help')).toMatchInlineSnapshot(`
   "netspec evaluate FOLDER

   Tells how good a saved model is on the rows of a file, beside simpler ones; a
   forecast on those after its training.

   Positionals:
     FOLDER  The folder that netspec train wrote.                          [string]

   From:
     --data      The file with the features and the target: CSV, TSV, JSON, JSON
                 lines or Parquet, packed by gzip or not; a pattern ("2026-*.csv");
                 - for standard input.                          [string] [required]
     --all-rows  Evaluates on all rows, also where the model was trained on them.
                 Default: of the data of its training, on those that it did not
                 see.                                                     [boolean]

   How the data are read:
     --format      What the data are. Default: by name and first bytes.
                                [choices: "csv", "tsv", "json", "jsonl", "parquet"]
     --delimiter   The sign between two cells, or tab. Default: found by the first
                   rows.                                                   [string]
     --quote       The sign around cells that hold delimiters. Default: a double or
                   single quote, by the first rows.                        [string]
     --decimal     What begins the decimals of a number. Default: found by the
                   first rows.                                  [choices: ".", ","]
     --thousands   What stands between groups of three digits. Default: found by
                   the first rows.        [choices: "none", ",", ".", "space", "'"]
     --no-header   The first line is a row like the others: the columns are
                   column_1, column_2, ...                                [boolean]
     --encoding    How the text is written. Default: UTF-8, or as its first bytes
                   say.        [choices: "utf-8", "utf-16le", "utf-16be", "latin1"]
     --on-bad-row  What to do with a row that cannot be cut into cells (name a cell
                   that is no number by missingValues in the spec). skip: leaves it
                   out, and tells how many there were and where.
                                      [choices: "error", "skip"] [default: "error"]
     --stream      Reads the file anew for each pass instead of holding its rows in
                   memory. Default: from 256 MB on.                       [boolean]

   Options:
     --backend  Where to compute. Default: auto: cpu for a small dense network,
                wasm, or native for a large one.
                               [choices: "auto", "native", "wasm", "cpu", "webgpu"]
     --step     How batches are answered. auto: a small chain of dense layers by
                plain loops; on cpu and wasm others are recorded once and run from
                then on, to the same bits, on native bindings as a graph. eager:
                each operation by TensorFlow.js.
                                       [choices: "auto", "eager"] [default: "auto"]
     --json     Writes JSON for machines instead of text.                 [boolean]
     --help     Prints this.                                              [boolean]

   Examples:
     netspec evaluate iris --data new-flowers.csv
         metrics, baselines and a verdict in words
   "
  `);
});

test('netspec predict --help tells its options, with examples', async () => {
  expect(await help('predict', '--help')).toMatchInlineSnapshot(`
   "netspec predict FOLDER

   Answers for each row of a file, in the order of the rows; of a forecast the
   steps that follow its last row.

   Positionals:
     FOLDER  The folder that netspec train wrote.                          [string]

   From and to:
     --data  The file with the features (other columns are not read), of a forecast
             the rows up to now: CSV, TSV, JSON, JSON lines or Parquet, packed by
             gzip or not; a pattern ("2026-*.csv"); - for standard input.
                                                                [string] [required]
     --out   The file to write. Default: standard output.                  [string]

   How the data are read:
     --format      What the data are. Default: by name and first bytes.
                                [choices: "csv", "tsv", "json", "jsonl", "parquet"]
     --delimiter   The sign between two cells, or tab. Default: found by the first
                   rows.                                                   [string]
     --quote       The sign around cells that hold delimiters. Default: a double or
                   single quote, by the first rows.                        [string]
     --decimal     What begins the decimals of a number. Default: found by the
                   first rows.                                  [choices: ".", ","]
     --thousands   What stands between groups of three digits. Default: found by
                   the first rows.        [choices: "none", ",", ".", "space", "'"]
     --no-header   The first line is a row like the others: the columns are
                   column_1, column_2, ...                                [boolean]
     --encoding    How the text is written. Default: UTF-8, or as its first bytes
                   say.        [choices: "utf-8", "utf-16le", "utf-16be", "latin1"]
     --on-bad-row  What to do with a row that cannot be cut into cells (name a cell
                   that is no number by missingValues in the spec). skip: keeps its
                   place by a line of empty cells (null with --json), and tells how
                   many there were and where.
                                      [choices: "error", "skip"] [default: "error"]

   Options:
     --backend  Where to compute. Default: auto: cpu for a small dense network,
                wasm, or native for a large one.
                               [choices: "auto", "native", "wasm", "cpu", "webgpu"]
     --step     How batches are answered. auto: a small chain of dense layers by
                plain loops; on cpu and wasm others are recorded once and run from
                then on, to the same bits, on native bindings as a graph. eager:
                each operation by TensorFlow.js.
                                       [choices: "auto", "eager"] [default: "auto"]
     --json     Writes JSON for machines instead of text.                 [boolean]
     --help     Prints this.                                              [boolean]

   Examples:
     netspec predict iris --data flowers.csv
         CSV: the answer, and the probability of each class
     netspec predict sales --data sales.csv
         of a forecast: the next steps of each series, with their times
     cat flowers.csv | netspec predict iris --data - --json
         one JSON object a row
   "
  `);
});

test('netspec export --help tells its options, with examples', async () => {
  expect(await help('export', '--help')).toMatchInlineSnapshot(`
   "netspec export FOLDER

   Writes a saved model in another format.

   Positionals:
     FOLDER  The folder that netspec train wrote.                          [string]

   Options:
     --to    The format. tfjs: model.json and weights.bin for tf.loadLayersModel,
             nothing of ours.                          [required] [choices: "tfjs"]
     --out   Where to write.                                    [string] [required]
     --json  Writes JSON for machines instead of text.                    [boolean]
     --help  Prints this.                                                 [boolean]

   Examples:
     netspec export iris --to tfjs --out iris-tfjs
         a folder that stock TensorFlow.js opens
   "
  `);
});

test('netspec runs --help tells its options, with examples', async () => {
  expect(await help('runs', '--help')).toMatchInlineSnapshot(`
   "netspec runs [NAME...]

   Lists the runs of netspec train with what they came to, or compares some of them
   side by side.

   Positionals:
     NAME  The runs to compare. Default: all of them in a table.           [string]

   Options:
     --folder  The folder that the runs are in.          [string] [default: "runs"]
     --json    Writes JSON for machines instead of text.                  [boolean]
     --help    Prints this.                                               [boolean]

   Examples:
     netspec runs
         a line for each run, the newest last
     netspec runs iris iris-2
         what differs between the two, and what each came to
     netspec runs --json
         one JSON object a run
   "
  `);
});

test('netspec native --help tells its options, with examples', async () => {
  expect(await help('native', '--help')).toMatchInlineSnapshot(`
   "netspec native ACTION

   Makes the native bindings of TensorFlow work where npm could not install them,
   for all projects of this user.

   Positionals:
     ACTION  install: fetches the library of TensorFlow, compiles the binding,
             trains on it. status: what is there, and whether it works. remove:
             takes it away.                                                [string]

   Options:
     --tensorflow  With install: the release of TensorFlow, from 2.13.0 on.
                                                       [string] [default: "2.21.0"]
     --sha256      With install: the SHA-256 of the wheel, for an index that
                   publishes none. Default: the known one, for another release that
                   of the index.                                           [string]
     --again       With install: also where it is there, and works.       [boolean]
     --json        Writes JSON for machines instead of text.              [boolean]
     --help        Prints this.                                           [boolean]

   Examples:
     netspec native install
         once for each machine: a download of 275 MB, 650 MB on the disk, under a minute
     netspec native status
         exit code 0 where it works, 1 where not
     NETSPEC_CACHE=/opt/netspec netspec native install
         elsewhere than in ~/.cache; to be set for what uses it, too
     TF_CPP_MIN_LOG_LEVEL=0 netspec train ...
         with the log of TensorFlow, which is otherwise its errors' alone
   "
  `);
});
