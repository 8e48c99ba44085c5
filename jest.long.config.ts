import config from './jest.config.ts';

// What tests of chance hold, over more draws, tables and seeds than `npm test` has the time for.
process.env['NETSPEC_TEST_LONG'] = '1';

export default {
  ...config,
  testMatch: ['spec/fuzz', 'models/models', 'cli/defaults', 'cli/forecast'].map((name) => `<rootDir>/__tests__/${name}.test.ts`),
};
