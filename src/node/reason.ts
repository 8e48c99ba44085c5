const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'nothing there',
  EACCES: 'a place that may not be read or written',
  EPERM: 'a place that may not be read or written',
  EROFS: 'a place that may not be written',
  ENOTDIR: 'a file where a folder is needed',
  EEXIST: 'a file where a folder is needed',
  EISDIR: 'a folder where a file is needed',
};

/** Why the file system refused, in words that complete "received ...". */
export const reason = (error: unknown): string => reasons[codeOf(error) ?? ''] ?? (error as Error).message;

/** `ENOENT`, ... */
export const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** The first line of what was thrown, without its end. */
export const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]!.replace(/[.\s]+$/, '');
