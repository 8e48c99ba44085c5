/**
 * How one model did beside another, as far as these rows can tell. 'surer': better probabilities, but no more right answers.
 * 'mixed': one has more right answers, the other better probabilities; of numbers one errs less on the whole, the other less by much.
 * 'unclear': the first is ahead by so much that the two are not alike, but so few rows decide it that it may be chance.
 */
export type Comparison = 'better' | 'surer' | 'mixed' | 'equal' | 'unclear' | 'worse';

/** How much less a model loses than another on average, and whether that is more than chance. */
export interface Gain {
  readonly mean: number;
  /** The mean as a share of the larger of the two losses. */
  readonly share: number;
  readonly isClear: boolean;
}

/** A gain of such a share of the loss is none that one would call nothing. */
const FAR_APART = 0.25;
/** A smaller share does not speak against another measure. */
const OF_NOTE = 0.01;

/** Of answers judged by one loss. */
export function compareOne(gain: Gain): Comparison {
  if (gain.isClear) return gain.mean > 0 ? 'better' : 'worse';
  return gain.share > FAR_APART ? 'unclear' : 'equal';
}

/** Of classes and labels, by how many answers are right and by how good the probabilities are. */
export function compareClasses(answers: Gain, probabilities: Gain): Comparison {
  if (!answers.isClear && !probabilities.isClear) return 'equal';
  if (!answers.isClear && probabilities.mean > 0 && answers.mean <= 0) return 'surer';
  if (answers.mean * probabilities.mean < 0) return 'mixed';
  return answers.mean > 0 || probabilities.mean > 0 ? 'better' : 'worse';
}

/**
 * Of numbers, by squared errors, which a few large ones decide, and by absolute errors, in which each row has its say: these speak
 * where they contradict, and decide where squares leave it open though the two are far apart.
 */
export function compareNumbers(squared: Gain, absolute: Gain): Comparison {
  if (!squared.isClear && !absolute.isClear) {
    const agree = squared.mean >= 0 && absolute.mean >= 0;
    return agree ? compareOne(squared.share > absolute.share ? squared : absolute) : 'equal';
  }
  const [clear, other] = squared.isClear ? [squared, absolute] : [absolute, squared];
  if (clear.mean * other.mean < 0 && (other.isClear || Math.abs(other.share) > OF_NOTE)) return 'mixed';
  if (!squared.isClear && Math.max(Math.abs(squared.share), Math.abs(absolute.share)) <= FAR_APART) return 'equal';
  return clear.mean > 0 ? 'better' : 'worse';
}
