/** Whether tests may take their time: `npm run test:long` makes more of the same. */
export const isLong = process.env['NETSPEC_TEST_LONG'] === '1';
