// What `npm start` shows: XOR, then a model trained from a CSV file, saved, loaded and asked.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const commands = [
  ['xor', '--seed', '1'],
  ['train', 'models/iris.json', '--data', 'examples/data/iris.csv', '--out', 'build/iris', '--runs', 'build/runs', '--seed', '1'],
  ['predict', 'build/iris', '--data', 'examples/data/flowers.csv'],
];
for (const command of commands) {
  console.log(`\n$ netspec ${command.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, ['dist/bin/main.js', ...command], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
