import type { TrainStep } from './trainStep.ts';

/**
 * Where plain loops end, in weights times rows of a batch. Fitted to processor times of networks from 2-8-1 to 32-64-10, in batches of
 * 4 and 32: a step takes the loops 3.5 µs and 0.0054 for each weight and row, and recorded on WebAssembly 10 and 0.0005: as long at 1,300.
 * Recorded in plain JavaScript a step of 17,440 takes 61 µs, and the loops 88: recording it is made up for after some 4,000. Graphs on
 * native bindings, XLA's time included, are ahead from some 18,000 steps of 18,464 on, or 70,000 of 5,152, and never for XOR.
 */
const MOST_WORK = { onWasm: 1_300, elsewhere: 20_000 } as const;

/** What a step takes longer by plain loops than recorded on WebAssembly, in microseconds of processor time. */
const longer = (work: number): number => 0.0049 * work - 6.5;
/** What starting WebAssembly and recording a step take, likewise. */
const START = 140_000;

/**
 * The most work that plain loops do; a run that goes on keeps the way in which it began.
 * @param isOnWasm Whether WebAssembly has started, and steps are recorded there.
 * @param begun Which step a run that goes on began with.
 */
export function mostPlainWork(isOnWasm: boolean, begun?: TrainStep['name']): number {
  if (begun === 'plain') return MOST_WORK.elsewhere;
  return begun === 'eager' || isOnWasm ? MOST_WORK.onWasm : MOST_WORK.elsewhere;
}

/** Whether plain loops are done with so many steps before WebAssembly would be, which has to start and to record them first. */
export const arePlainSooner = (work: number, steps: number): boolean => longer(work) * steps < START;
