import { atOnce } from '../../src/turns/inTurns.ts';
import { evaluateOutputs, type Answers } from '../../src/evaluate/evaluateOutputs.ts';
import type { Report } from '../../src/evaluate/report.ts';

/** The report on answers, without a turn for other work. */
export const reportOn = (answers: Answers): Report => atOnce(evaluateOutputs(answers));
