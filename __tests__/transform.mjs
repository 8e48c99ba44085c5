import { transformSync } from 'esbuild';

/** TypeScript to JavaScript a file at a time: types are checked by `npm run types`. */
export default {
  process: (source, path) =>
    transformSync(source, { loader: 'ts', format: 'esm', target: 'node20', sourcefile: path, sourcemap: 'inline', charset: 'utf8' }),
};
