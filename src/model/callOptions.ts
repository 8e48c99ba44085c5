import { show, UsageError } from '../errors.ts';

/** What a call that may take long can be told besides. */
export interface CallOptions {
  /** Ends the work between two batches when aborted; the promise is rejected by its reason, and nothing is left behind. */
  readonly signal?: AbortSignal;
  /**
   * Called with what a prediction or an evaluation could not read as the training did: levels that a category did not have there, series, and
   * texts none of whose words it knows (`unseenLevels`, once for each column), series that are too short to be forecast (`shortSeries`). Default: nothing is told.
   */
  readonly onWarning?: (warning: { readonly about: string; readonly message: string }) => void;
}

/** What a call that has a network answer can be told besides. */
export interface AnswerOptions extends CallOptions {
  /**
   * `eager` has TensorFlow.js compute each operation. Default: `auto`: on cpu and wasm what is computed again and again is recorded and run
   * from then on, to the same bits.
   */
  readonly step?: 'auto' | 'eager' | undefined;
}

/**
 * Looks at the options of a call before anything is done.
 * @param also Names of those that are the call's own, which it checks itself.
 * @throws UsageError where they are none; the signal's reason where it is aborted already.
 */
export function beginCall(options: CallOptions, also: readonly string[] = []): void {
  if (typeof options !== 'object' || options === null) throw wrong('options', 'an object', options);
  const foreign = Object.keys(options).find((name) => name !== 'signal' && name !== 'onWarning' && !also.includes(name));
  if (foreign !== undefined)
    throw wrong(foreign, `no option but ${['signal', ...also].join(' and ')}`, (options as Readonly<Record<string, unknown>>)[foreign]);
  const { signal, onWarning, step } = options as AnswerOptions;
  if (signal !== undefined && !(signal instanceof AbortSignal)) throw wrong('signal', 'an AbortSignal', signal);
  if (onWarning !== undefined && typeof onWarning !== 'function') throw wrong('onWarning', 'a function', onWarning);
  if (step !== undefined && step !== 'auto' && step !== 'eager') throw wrong('step', '"auto" or "eager"', step);
  signal?.throwIfAborted();
}

const wrong = (path: string, expected: string, received: unknown) =>
  new UsageError('the options of the call', [{ path, expected, received: show(received) }]);
