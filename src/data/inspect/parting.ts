import type { ModelSpec } from '../../spec/model.ts';

/** How the rows of a training will be parted; what is left out is as a spec has it by default. */
export interface Parting {
  readonly validationSplit?: number;
  readonly testSplit?: number;
  readonly split?: NonNullable<NonNullable<ModelSpec['training']>['split']>;
  readonly seed: number;
}
