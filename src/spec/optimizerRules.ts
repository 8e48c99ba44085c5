import type { Issue } from '../errors.ts';
import type { NamedValue } from './normalised.ts';

const clips = ['clipNorm', 'globalClipNorm', 'clipValue'] as const;

/** What no argument of an optimizer tells by itself. */
export function checkOptimizer(optimizer: NamedValue, path: string): readonly Issue[] {
  const given = clips.filter((name) => optimizer[name] !== undefined);
  if (given.length < 2) return [];
  return [{ path, expected: 'one way of clipping at most', received: given.join(' and '), fix: 'write one of them' }];
}
