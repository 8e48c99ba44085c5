/**
 * How a command of ours is to be written where it is told: a package of a project is not on the path of its user's shell.
 * @param words `native install`
 * @param place Where this program lies.
 * @returns `npx netspec native install`, or without npx where it runs out of no node_modules.
 */
export const ownCommand = (words: string, place: string = import.meta.url): string =>
  `${place.split(/[\\/]/).includes('node_modules') ? 'npx ' : ''}netspec ${words}`;
