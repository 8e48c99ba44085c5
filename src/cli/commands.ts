import type { Command } from './command.ts';

/** Every command by its name. Each is loaded when it is called for: start-up is part of the product. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  xor: async () => (await import('./xor.ts')).xor,
  check: async () => (await import('./check.ts')).check,
  describe: async () => (await import('./describe.ts')).describe,
  init: async () => (await import('./init.ts')).init,
  train: async () => (await import('./train.ts')).train,
  evaluate: async () => (await import('./evaluate.ts')).evaluate,
  predict: async () => (await import('./predict.ts')).predict,
  runs: async () => (await import('./runs.ts')).runs,
  export: async () => (await import('./export.ts')).exportCommand,
  doctor: async () => (await import('./doctor.ts')).doctor,
  native: async () => (await import('./native.ts')).native,
};
