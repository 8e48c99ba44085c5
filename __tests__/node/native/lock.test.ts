import { createHash } from 'node:crypto';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { expect, test } from '@jest/globals';
import { BackendError } from '../../../src/errors.ts';
import { whileLocked } from '../../../src/node/native/lock.ts';
import { temporaryFolder } from '../../cli/temporary.ts';
import { isLong } from '../../long/isLong.ts';

const path = temporaryFolder();
const ofGoneProcess = JSON.stringify({ pid: 2 ** 30, host: hostname() });

test('many that find the lock of a process that is gone take turns, in each of many rounds', async () => {
  const lock = path('stale.lock');
  const most = { inside: 0, missing: 0, refused: 0 };
  for (let round = 0; round < (isLong ? 150 : 30); round++) {
    await writeFile(lock, ofGoneProcess);
    let inside = 0;
    const work = async () => {
      most.inside = Math.max(most.inside, ++inside);
      for (let i = 0; i < 5; i++) await access(lock).catch(() => most.missing++);
      inside--;
    };
    // Later ones come when earlier ones are reading, removing, holding, done.
    const ends = await Promise.allSettled(
      Array.from({ length: 12 }, async (_, i) => {
        for (let wait = 0; wait < i; wait++) await access('/');
        return await whileLocked(lock, work);
      }),
    );
    const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
    expect(failures.filter((error) => !(error instanceof BackendError))).toEqual([]);
    most.refused = Math.max(most.refused, failures.length);
    expect(failures.length).toBeLessThan(12);
  }
  expect(most).toEqual({ inside: 1, missing: 0, refused: expect.any(Number) });
  expect(most.refused).toBeGreaterThan(0);
  expect(await readdir(path('.'))).toEqual([]);
}, 60_000);

test.each(['null', '', '[]', '{"pid":"1"}', 'half a li'])('a lock that says nothing of a process is taken over: %j', async (text) => {
  const lock = path('odd.lock');
  await writeFile(lock, text);
  expect(await whileLocked(lock, () => Promise.resolve('done'))).toBe('done');
  expect(await readdir(path('.'))).toEqual([]);
});

test('who was killed while taking a lock away does not stand in the way', async () => {
  const lock = path('twice.lock');
  await writeFile(lock, ofGoneProcess);
  await writeFile(`${lock}.${createHash('sha256').update(ofGoneProcess).digest('hex').slice(0, 16)}`, ofGoneProcess);
  expect(await whileLocked(lock, () => Promise.resolve('done'))).toBe('done');
  expect(await readdir(path('.'))).toEqual([]);
});

test('only its own lock is taken away at the end', async () => {
  const lock = path('other.lock');
  await whileLocked(lock, () => writeFile(lock, 'of another'));
  expect(await readFile(lock, 'utf8')).toBe('of another');
});
