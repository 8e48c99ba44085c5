import type { Encoders } from '../../data/encoders.ts';
import type { Examples } from '../../model/slots.ts';
import type { NormalisedModel } from '../../spec/normalised.ts';
import type { Warning } from '../events.ts';
import { describeFinding, type Finding } from './finding.ts';
import { findWrongLabels } from './labels.ts';
import { findUnscaledInputs } from './scale.ts';

/**
 * Labels that the loss is not made for, or that the last activation can never answer (2 after a sigmoid): training would run, and
 * could not succeed.
 * @param examples The training set.
 */
export function labelWarnings(spec: NormalisedModel, examples: Examples, encoders?: Encoders): readonly Warning[] {
  return findWrongLabels(examples, { spec, ...(encoders ? { encoders } : {}) }).map(warn('labelsOutsideRange'));
}

/**
 * Columns of the input whose values are far from 1 (by the hundreds), or a thousand times larger or smaller than those of the
 * others, as far as they reach a layer that minds them. At most 4096 rows are looked at.
 * @param examples The training set.
 */
export function inputWarnings(spec: NormalisedModel, examples: Examples, encoders?: Encoders): readonly Warning[] {
  return findUnscaledInputs(examples, { spec, ...(encoders ? { encoders } : {}) }).map(warn('unscaledInput'));
}

const warn =
  (about: string) =>
  (finding: Finding): Warning => ({ about, message: describeFinding(finding) });
