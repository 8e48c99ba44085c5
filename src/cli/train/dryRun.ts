import type { Io } from '../io.ts';
import { writeJson } from '../io.ts';
import type { Job } from './job.ts';

const STEPS = 2;

/** Two batches through everything that a run does: data, steps, validation, evaluation, a checkpoint, the bundle. Writes nothing. */
export async function dryRun({ spec, rows, options, backend, values }: Job, io: Io): Promise<number> {
  const { createTrainer } = await import('../../node/train.ts');
  const { packBundle } = await import('../../bundle/bundle.ts');
  const { encodeSnapshot } = await import('../../checkpoint/snapshotFile.ts');
  const start = performance.now();
  let steps = 0;
  const losses: number[] = [];
  const warnings: string[] = [];
  const trainer = await createTrainer(spec, rows, {
    ...options,
    epochs: STEPS, // one step each, where a batch holds all rows
    ...(backend === undefined ? {} : { backend }),
    callbacks: [
      {
        onBatchEnd({ loss }, control) {
          losses.push(loss);
          if (++steps === STEPS) control.stop();
        },
        onWarning: ({ message }) => void warnings.push(message),
      },
    ],
  });
  try {
    while ((await trainer.next()) !== undefined);
    const { divergence } = trainer;
    if (divergence !== undefined) {
      const { divergedError } = await import('../../train/divergedError.ts');
      throw divergedError(divergence);
    }
    const checkpointBytes = encodeSnapshot(trainer.snapshot()).length;
    const { training, heldOut } = trainer.rows;
    const parameters = trainer.layersModel.countParams();
    const model = await trainer.finish();
    try {
      const bundle = Object.values(await packBundle(model)).reduce((sum, bytes) => sum + bytes.length, 0);
      const seconds = (performance.now() - start) / 1000;
      const result = {
        steps,
        losses,
        rows: training,
        heldOutRows: heldOut,
        parameters,
        checkpointBytes,
        bundleBytes: bundle,
        seconds,
        warnings,
      };
      if (values.json === true) writeJson(io.stdout, result);
      else io.stdout.write(text(result));
      return 0;
    } finally {
      model.dispose();
    }
  } finally {
    trainer.dispose();
  }
}

interface Result {
  readonly steps: number;
  readonly losses: readonly number[];
  readonly rows: number;
  readonly heldOutRows: number;
  readonly parameters: number;
  readonly checkpointBytes: number;
  readonly bundleBytes: number;
  readonly seconds: number;
  readonly warnings: readonly string[];
}

function text({ steps, losses, rows, heldOutRows, parameters, checkpointBytes, bundleBytes, seconds, warnings }: Result): string {
  return [
    ...warnings.map((message) => `warning: ${message}`),
    `${steps} ${steps === 1 ? 'step' : 'steps'} went through everything in ${seconds.toFixed(1)} s; nothing was written`,
    `  ${rows} rows to train on, ${heldOutRows} held out, ${parameters} parameters`,
    `  losses ${losses.map((loss) => loss.toFixed(4)).join(', ')}`,
    `  a checkpoint takes ${size(checkpointBytes)}, the saved model ${size(bundleBytes)}`,
    '',
  ].join('\n');
}

const size = (bytes: number): string => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
