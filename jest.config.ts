import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  maxWorkers: '100%', // by default one core stays idle, which of two is half
  testTimeout: 60_000, // a slow machine is no fault: this is for what hangs
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  setupFiles: ['<rootDir>/__tests__/setup.ts'],
  moduleNameMapper: {
    '^#tf$': '<rootDir>/src/node/tf.ts',
    '^netspec$': '<rootDir>/src/index.ts',
    '^netspec/browser$': '<rootDir>/src/browser.ts',
  },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: { module: 'ESNext', isolatedModules: true } }] },
};

export default config;
