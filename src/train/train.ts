import type { Model } from '../model/model.ts';
import { divergedError } from './divergedError.ts';
import type { Trainer } from './trainer.ts';

/**
 * Goes through a whole training and finishes it.
 * @throws the signal's reason when aborted; TrainingError where the loss becomes NaN or infinite, with the
 * weights of the best epoch. Then nothing is left behind.
 */
export async function trainWith<S>(trainer: Trainer<S>): Promise<Model<S>> {
  try {
    while ((await trainer.nextUnasked()) !== undefined);
    if (trainer.divergence !== undefined) throw divergedError(trainer.divergence);
    return await trainer.finish();
  } finally {
    trainer.dispose();
  }
}
