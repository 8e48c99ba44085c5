/** Column `index` of a flat table [rows, width]. */
export function column(values: ArrayLike<number>, width: number, index: number): Float64Array {
  const numbers = new Float64Array(values.length / width);
  for (let row = 0; row < numbers.length; row++) numbers[row] = values[row * width + index]!;
  return numbers;
}
