/**
 * Weights up to which plain JavaScript answers a row in about 10 µs: as long as it takes to read one, and less than another backend
 * takes to start (100 ms) for the rows of a whole small file.
 */
export const MOST_WEIGHTS = 20_000;
