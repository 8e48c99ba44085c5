/** Something that may be why a run goes wrong: where, what, and what to do about it. */
export interface Finding {
  readonly about: 'input' | 'scale' | 'labels' | 'weights' | 'learningRate' | 'layer' | 'loss';
  /** `xs[17][3]`, `column "price"`, `hidden`, `training.loss`. */
  readonly place: string;
  readonly message: string;
  readonly fix: string;
}

/** A finding as one text of two lines. */
export const describeFinding = ({ place, message, fix }: Omit<Finding, 'about'>): string => `${place}: ${message}\n  fix: ${fix}`;

/** A number as it is told: three digits, no more. */
export const round = (value: number): string => String(Number(value.toPrecision(3)));

/** `3 of 100 rows` */
export const share = (some: number, all: number, what: string): string => `${some} of ${all} ${what}${all === 1 ? '' : 's'}`;
