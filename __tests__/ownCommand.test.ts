import { expect, test } from '@jest/globals';
import { ownCommand } from '../src/ownCommand.ts';

test.each([
  ['file:///D:/shop/node_modules/netspec/dist/ownCommand.js', 'npx netspec native install'],
  ['file:///C:/shop/node_modules/.pnpm/netspec@0.1.0/node_modules/netspec/dist/bin/main.js', 'npx netspec native install'],
  ['C:\\shop\\node_modules\\netspec\\dist\\bin\\main.js', 'npx netspec native install'],
  ['file:///D:/netspec/dist/bin/main.js', 'netspec native install'],
  ['file:///D:/old_node_modules/netspec/dist/bin/main.js', 'netspec native install'],
])('out of %s a command is told as %s', (place, expected) => {
  expect(ownCommand('native install', place)).toBe(expected);
});
