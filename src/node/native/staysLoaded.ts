import { constants } from 'node:os';

/** Of glibc; Node does not name it. */
const RTLD_NODELETE = 0x1000;

/**
 * Loads native bindings so that they stay until the process ends. Node unloads them with the last thread that uses them, but TensorFlow
 * leaves a handler for the end of the process, which would then jump to where nothing is.
 * @throws what loading does.
 */
export function loadToStay(load: () => void): void {
  if (process.platform !== 'linux') return load();
  const { dlopen } = process;
  process.dlopen = (module: object, file: string, flags: number = constants.dlopen.RTLD_LAZY) =>
    dlopen.call(process, module, file, flags | RTLD_NODELETE);
  try {
    load();
  } finally {
    process.dlopen = dlopen;
  }
}
