import { isAbsolute, relative } from 'node:path';
import { UsageError } from '../../errors.ts';
import { toPath } from '../../node/toPath.ts';

/**
 * Makes sure that nothing else is written into the folder of a model, which holds the model alone.
 * @param others Places by the options that give them.
 * @throws UsageError with each that is in it.
 */
export function requireOutside(out: string, others: Readonly<Record<string, string | undefined>>): void {
  const issues = Object.entries(others).flatMap(([path, place]) =>
    place === undefined || !isInside(place, toPath(out))
      ? []
      : [{ path, expected: `a folder outside --out (${out})`, received: JSON.stringify(place), fix: 'choose another for one of the two' }],
  );
  if (issues.length > 0) throw new UsageError('the command line of netspec train', issues);
}

function isInside(place: string, folder: string): boolean {
  const way = relative(folder, toPath(place));
  return !isAbsolute(way) && way !== '..' && !way.startsWith('../') && !way.startsWith('..\\');
}
