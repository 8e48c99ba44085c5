import { backendNames, meantBackends } from '../backend/choose.ts';
import { oneOf } from '../spec/option.ts';

/** The option of commands that answer by a saved model. */
export const answeringBackend = oneOf(
  ['auto', ...backendNames],
  meantBackends,
)({
  doc: 'Where to compute. Default: auto: cpu for a small dense network, wasm, or native for a large one.',
  optional: true,
});
