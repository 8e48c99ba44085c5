/** Column `index` of a flat table [rows, width]. */
export const column = (values: ArrayLike<number>, width: number, index: number): Float64Array =>
  Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + index]!);
