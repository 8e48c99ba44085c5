/** What turns an answer in terms of one target into the same in terms of another: each number is made of one of them, or of none. */
export interface Conversion {
  /** Numbers a row that go in. */
  readonly width: number;
  readonly columns: readonly ConvertedColumn[];
}

/** x[source] * factor + shift, without a source `shift` alone. */
export interface ConvertedColumn {
  readonly source: number | undefined;
  readonly factor: number;
  readonly shift: number;
}

/** Whether what comes out is what went in. */
export const isIdentity = ({ width, columns }: Conversion): boolean =>
  width === columns.length && columns.every(({ source, factor, shift }, i) => source === i && factor === 1 && shift === 0);

/** One number of the answer as it is. */
export const same = (source: number): ConvertedColumn => ({ source, factor: 1, shift: 0 });

/** The same number, whatever was answered. */
export const always = (shift: number): ConvertedColumn => ({ source: undefined, factor: 0, shift });

/** What a network reads for a value is (value - shift) * factor. */
export interface Scale {
  readonly shift: number;
  readonly factor: number;
}

/** (x / from.factor + from.shift - to.shift) * to.factor */
export const rescale = (source: number, from: Scale, to: Scale): ConvertedColumn => ({
  source,
  factor: to.factor / from.factor,
  shift: (from.shift - to.shift) * to.factor,
});

/** Of several scales the finest. */
export const finest = <S extends Scale>(scales: readonly S[]): S =>
  scales.reduce((best, next) => (next.factor > best.factor ? next : best));
