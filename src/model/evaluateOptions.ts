import type { AnswerOptions } from './callOptions.ts';

/** What an evaluation may be told. */
export interface EvaluateOptions extends AnswerOptions {
  /** Evaluates on all rows, also where they are those that the model was trained on. Default: on those that training did not see. */
  readonly allRows?: boolean;
}
