import { fileURLToPath } from 'node:url';

/** The folder of this package: two levels above, here as in `dist/node` and in the bundle of the command line, `dist/bin`. */
export const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
