import type { Trainer } from '../../train/trainer.ts';
import { numberText } from '../figures.ts';
import type { Io } from '../io.ts';
import type { Job } from './job.ts';
import { createTeller, type Result } from './teller.ts';
import { backendOf } from './backendOf.ts';

type DryRun = Omit<Extract<Result, { readonly event: 'dryRun' }>, 'event'>;

const STEPS = 2;

/** Two batches through everything that a run does: data, steps, validation, evaluation, a checkpoint, the bundle. Writes nothing. */
export async function dryRun(job: Job, io: Io): Promise<number> {
  const start = performance.now();
  const teller = createTeller(io, job.values);
  const backend = await backendOf(job, teller);
  const { createTrainer } = await import('../../train/trainer.ts');
  const { onWarning } = teller.callback;
  const losses: number[] = [];
  const trainer = await createTrainer(job.spec, job.rows, {
    ...job.options,
    startBackend: backend.start,
    onStep: teller.step,
    epochs: Math.max(STEPS, job.options.epochs ?? job.spec.training?.epochs ?? STEPS), // one step each, where a batch holds all rows
    callbacks: [
      {
        onBatchEnd({ loss }, control) {
          losses.push(loss);
          if (losses.length === STEPS) control.stop();
        },
        ...(onWarning ? { onWarning } : {}),
      },
    ],
  });
  try {
    const result = { losses, ...(await goThrough(trainer)), seconds: (performance.now() - start) / 1000 };
    teller.result({ event: 'dryRun', steps: losses.length, ...result }, () => text({ steps: losses.length, ...result }));
    return 0;
  } finally {
    trainer.dispose();
  }
}

/** What it comes to, by size. */
async function goThrough(trainer: Trainer): Promise<Omit<DryRun, 'steps' | 'losses' | 'seconds'>> {
  const { packBundle } = await import('../../bundle/bundle.ts');
  const { encodeSnapshot } = await import('../../checkpoint/snapshotFile.ts');
  while ((await trainer.next()) !== undefined);
  if (trainer.divergence !== undefined) {
    const { divergedError } = await import('../../train/divergedError.ts');
    throw divergedError(trainer.divergence);
  }
  const checkpointBytes = encodeSnapshot(trainer.snapshot()).length;
  const { training, heldOut } = trainer.rows;
  const parameters = trainer.layersModel.countParams();
  const model = await trainer.finish();
  try {
    const bundleBytes = Object.values(await packBundle(model)).reduce((sum, bytes) => sum + bytes.length, 0);
    return { rows: training, heldOutRows: heldOut, parameters, checkpointBytes, bundleBytes };
  } finally {
    model.dispose();
  }
}

function text({ steps, losses, rows, heldOutRows, parameters, checkpointBytes, bundleBytes, seconds }: DryRun): string {
  return [
    `${steps} steps went through everything in ${seconds.toFixed(1)} s; nothing was written`,
    `  ${rows} rows to train on, ${heldOutRows} held out, ${parameters} parameters`,
    `  losses ${losses.map((loss) => numberText(loss!)).join(', ')}`,
    `  a checkpoint takes ${size(checkpointBytes)}, the saved model ${size(bundleBytes)}`,
    '',
  ].join('\n');
}

const size = (bytes: number): string => (bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
