import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Peers are no dependencies of the package: they are fetched when a benchmark needs them, and again when their versions changed. */
export function installPeers() {
  const [wanted, installed] = [at('package-lock.json'), at('node_modules/.installed.json')];
  if (isSame(wanted, installed)) return;
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
    cwd: at('.'),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  copyFileSync(wanted, installed);
}

/**
 * The Python of a virtual environment with the peers of requirements.txt, which is made where it is not there (1.6 GB).
 * @throws Error where it cannot be made. `PYTHON` says which Python makes it.
 */
export function pythonWithPeers() {
  const [wanted, installed] = [at('requirements.txt'), at('.python/installed.txt')];
  const python = at(process.platform === 'win32' ? '.python/Scripts/python.exe' : '.python/bin/python');
  if (isSame(wanted, installed)) return python;
  console.error('fetching the peers in Python into bench/.python');
  rmSync(at('.python'), { recursive: true, force: true });
  must(process.env.PYTHON ?? 'python3', ['-m', 'venv', at('.python')]);
  must(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', '--requirement', wanted]);
  copyFileSync(wanted, installed);
  return python;
}

const isSame = (one, other) => existsSync(other) && readFileSync(one, 'utf8') === readFileSync(other, 'utf8');

function must(program, args) {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`${program} ${args.slice(0, 3).join(' ')} failed: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
}
