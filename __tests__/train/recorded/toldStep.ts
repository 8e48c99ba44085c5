import { expect } from '@jest/globals';
import type { TrainOptions } from 'netspec';

/** Which way of running a step a training took, and why, as `onStep` tells it. */
export interface StepInfo {
  readonly step: 'plain' | 'recorded' | 'eager' | 'own';
  /** One line. */
  readonly reason: string;
}

/** Whether trainings tell which step they take (`onStep`). Until they do, only what comes out of them can be held to anything. */
const IS_TOLD: boolean = false;

/** The options of a training that has what it tells put into a list. */
export const tellStep = (infos: StepInfo[]): TrainOptions =>
  IS_TOLD ? ({ onStep: (info: StepInfo) => void infos.push(info) } as TrainOptions) : {};

/** A training told once that it took this step, in one line that names this as the reason. */
export function expectStep(infos: readonly StepInfo[], step: StepInfo['step'], reason = /./): void {
  if (!IS_TOLD) return;
  expect(infos.map((info) => info.step)).toEqual([step]);
  expect(infos[0]!.reason).toMatch(reason);
  expect(infos[0]!.reason).not.toContain('\n');
}
