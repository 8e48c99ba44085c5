/** Of what a process wrote before it died, the line that says why: an error, a fatal line of TensorFlow, a word about AVX; else the first. */
export const lastWords = (stderr: string): string =>
  /^(?:\w*Error\b|F\d+ |.*AVX).*$/m.exec(stderr)?.[0] ?? stderr.trim().split('\n', 1)[0]!;
