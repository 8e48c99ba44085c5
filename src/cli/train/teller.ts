import type { NetspecError } from '../../errors.ts';
import type { Recorded } from '../../node/trainInRun.ts';
import type { Callback } from '../../train/events.ts';
import type { Place } from '../../train/hooks.ts';
import type { StepInfo } from '../../train/step/replays.ts';
import type { Io } from '../io.ts';
import { showProgress } from '../progress.ts';
import { writeEvent, type TrainEvent } from '../trainEvents.ts';

type Event<E extends TrainEvent['event']> = Omit<Extract<TrainEvent, { readonly event: E }>, 'event'>;

/** What comes of a command that is no recorded training: an event for a program, a text for a person. */
export type Result = Extract<TrainEvent, { readonly event: 'folds' | 'targetFolds' | 'dryRun' | 'overfitBatch' | 'learningRates' }>;

/** Tells of a training as it goes on: a person, or a program that reads events. */
export interface Teller {
  /** Tells of steps, epochs and warnings. */
  readonly callback: Callback;
  backend(backend: Event<'backend'>): void;
  /** Which way of running steps a training has taken, and why. */
  readonly step: (info: StepInfo) => void;
  /** @param from Where it goes on, and what was passed over for that. */
  start(start: Event<'start'>, from: Pick<Recorded, 'resumedFrom' | 'note'>): void;
  /** The user has asked for an end, which comes after the step that is running. */
  stopping(): void;
  /** Of several trainings the next one begins. */
  fold(fold: number, folds: number): void;
  /** All epochs are done that will be: what is written next begins a new line. */
  ended(): void;
  /** It ended before its last epoch. */
  stopped(stopped: Event<'stopped'>): void;
  /** The model is saved. @param words Whose weights are kept, and whether a run that repeats another came to the same. */
  end(end: Event<'end'>, words: { readonly kept: string | undefined; readonly compared: string | undefined }): Promise<void>;
  /** What came of it where no run is recorded. */
  result(result: Result, text: () => string): void;
  /** Last of all, where the user has stopped it. @param text How it may go on. */
  interrupted(text: string): void;
  /** The run has failed. @param left What is left of it. */
  failed(error: NetspecError, left: string): void;
}

interface Manner {
  readonly json?: boolean;
  /** Says nothing but warnings and errors, and what came of it. */
  readonly quiet?: boolean;
  /** Which way of running steps was asked for. */
  readonly step?: 'auto' | 'eager';
  /** The number that is watched. */
  readonly monitor?: string;
}

/** JSON goes to standard output, an event a line; for a person results do, and progress goes to standard error. */
export const createTeller = (io: Io, manner: Manner): Teller => (manner.json === true ? tellProgram(io) : tellPerson(io, manner));

function tellProgram({ stdout, stderr }: Io): Teller {
  return {
    callback: {
      onEpochEnd: (event) => writeEvent(stdout, { event: 'epoch', ...event }),
      onWarning: (warning) => writeEvent(stdout, { event: 'warning', ...warning }),
    },
    backend: ({ name, reason }) => writeEvent(stdout, { event: 'backend', name, reason }),
    // A step of a program's own is none of a command's.
    step: ({ step, reason }) => writeEvent(stdout, { event: 'step', step: step as Event<'step'>['step'], reason }),
    start(start, { note }) {
      writeEvent(stdout, { event: 'start', ...start });
      const about = start.resumedFromEpoch === undefined ? 'nothingToResume' : 'checkpoint';
      if (note !== undefined) writeEvent(stdout, { event: 'warning', about, message: note });
    },
    stopping: () => undefined,
    fold: (fold, folds) => writeEvent(stdout, { event: 'fold', fold, folds }),
    ended: () => undefined,
    stopped: (stopped) => writeEvent(stdout, { event: 'stopped', ...stopped }),
    end: (end) => Promise.resolve(writeEvent(stdout, { event: 'end', ...end })),
    result: (result) => writeEvent(stdout, result),
    interrupted: () => undefined,
    failed: (error, left) => stderr.write(`${error.name}: ${error.message}\n${left}\n`),
  };
}

function tellPerson({ stdout, stderr }: Io, { quiet = false, step: askedStep = 'auto', monitor }: Manner): Teller {
  const begin = () => showProgress(stderr, { quiet, ...(monitor === undefined ? {} : { monitor }) });
  let progress = begin();
  /** Where steps are recorded, a person may ask why one is not. */
  let mayRecord = askedStep === 'auto';
  const note = (text: string) => {
    if (!quiet) progress.note(text);
  };
  return {
    callback: {
      ...(quiet ? {} : { onBatchEnd: (event) => progress.batch(event) }),
      onEpochEnd: (event) => progress.epoch(event),
      onWarning: ({ message }) => progress.note(`warning: ${message}`),
    },
    backend({ reason }) {
      note(`backend ${reason}`);
    },
    step({ step, reason }) {
      if (step !== 'eager' || !mayRecord) return;
      mayRecord = false; // each fold would say the same
      note(`step ${reason}`);
    },
    start({ run }, { resumedFrom, note: passedOver }) {
      if (resumedFrom === undefined) {
        if (passedOver !== undefined) note(passedOver);
        return;
      }
      note(`${run} goes on ${isBeginning(resumedFrom) ? 'from its beginning' : placeText(resumedFrom)}`);
      if (passedOver !== undefined) progress.note(`warning: ${passedOver}`);
    },
    stopping: () => note('stopping after this step; what there is will be saved (Ctrl-C again quits at once)'),
    fold(fold, folds) {
      progress.end();
      progress = begin();
      note(`fold ${fold}/${folds}`);
    },
    ended: () => progress.end(),
    stopped: () => undefined,
    async end({ heldOut, noReport, folder, seed, run }, { kept, compared }) {
      if (heldOut !== null) {
        const { formatReport } = await import('../../evaluate/report.ts');
        stdout.write(`On rows held out of training:\n\n${formatReport(heldOut)}\n`);
      }
      if (noReport !== undefined) stdout.write(`${noReport}\n`);
      if (kept !== undefined) stdout.write(`${kept}\n`);
      stdout.write(`saved in ${folder} (seed ${seed}), the run in ${run}\n`);
      if (compared !== undefined) stdout.write(`${compared}\n`);
    },
    result: (_, text) => stdout.write(text()),
    interrupted: (text) => stderr.write(`${text}\n`),
    failed: (error, left) => stderr.write(`${error.name}: ${error.message}\n${left}\n`),
  };
}

export const isBeginning = ({ epoch, batch }: Place): boolean => epoch === 0 && batch === 0;

export const placeText = ({ epoch, batch }: Place): string =>
  batch === 0 ? `after epoch ${epoch}` : `in epoch ${epoch + 1}, after step ${batch} of it`;
