import { expect } from '@jest/globals';
import type { TrainOptions } from 'netspec';

/** Which way of running a step a training took, and why, as `onStep` tells it. */
export interface StepInfo {
  readonly step: 'plain' | 'recorded' | 'eager' | 'own';
  /** One line. */
  readonly reason: string;
}

/** Whether steps are recorded in which layers of TensorFlow.js draw masks and noise; until then they are run by themselves. */
export const ARE_DRAWS_RECORDED: boolean = true;

/** The options of a training that has what it tells put into a list. */
export const tellStep = (infos: StepInfo[]): TrainOptions => ({ onStep: (info: StepInfo) => void infos.push(info) });

/** A training told once that it took this step, in one line that names this as the reason. */
export function expectStep(infos: readonly StepInfo[], step: StepInfo['step'], reason = /./): void {
  for (const { reason: line } of infos) expect(line).not.toContain('\n');
  if (!ARE_DRAWS_RECORDED && step === 'recorded' && infos[0]?.reason.includes('draws random numbers')) return;
  expect(infos).toEqual([{ step, reason: expect.stringMatching(reason) }]);
}
