import process from 'node:process';

// Tests are for backends that every machine has, so that they say the same on each of them. Those for native bindings as well
// (__tests__/backends.ts) find them where `netspec native install` leaves them for the user.
process.env['NETSPEC_TEST_CACHE'] ??= process.env['NETSPEC_CACHE'] ?? '';
process.env['NETSPEC_CACHE'] = 'build/no-cache';
process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'; // as it is read by TensorFlow; a test changes a copy

/** @type {import('jest').Config} JavaScript, since Jest would have TypeScript check a .ts for seconds. */
export default {
  testEnvironment: './__tests__/environment.mjs',
  maxWorkers: '100%', // by default one core stays idle, which of two is half
  workerIdleMemoryLimit: '1GB', // Jest keeps the modules of every suite: more than this takes long to collect, and to end
  testTimeout: 60_000, // a slow machine is no fault: this is for what hangs
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  setupFiles: ['<rootDir>/__tests__/setup.ts'],
  moduleNameMapper: {
    '^#tf$': '<rootDir>/src/node/tf.ts',
    '^netspec$': '<rootDir>/src/index.ts',
    '^netspec/browser$': '<rootDir>/src/browser.ts',
  },
  transform: { '^.+\\.ts$': '<rootDir>/__tests__/transform.mjs' },
};
