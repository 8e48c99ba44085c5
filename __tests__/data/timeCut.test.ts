import { expect, test } from '@jest/globals';
import { createTimeCut } from '../../src/data/time/timeCut.ts';
import { createRandom } from '../../src/random.ts';

const shares = [0.001, 0.1, 0.2, 0.5, 0.9];

function cutOf(times: readonly number[], most?: number) {
  const cut = createTimeCut(most);
  for (const time of times) cut.add(time);
  return cut;
}

/** Where a share of the sorted times begins. */
const exactly = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[times.length - Math.max(1, Math.round(share * times.length))];

test('is where a share of the sorted times begins, as long as each is kept', () => {
  const random = createRandom(1);
  const times = Array.from({ length: 1000 }, () => Math.floor(random.next() * 200) - 100);
  const cut = cutOf(times);
  for (const share of shares) expect(cut.from(share)).toBe(exactly(times, share));
});

test.each([
  ['in order', (i: number) => i],
  ['backwards', (i: number) => -i],
  ['mixed', (i: number) => (i * 7919) % 20_011],
  ['mostly of one time', (i: number) => (i % 3 === 0 ? i : 5000)],
])('of more times than are kept, %s, few rows stand on another side', (_, timeOf) => {
  const [rows, most] = [20_000, 256];
  const times = Array.from({ length: rows }, (_, i) => timeOf(i));
  const cut = cutOf(times, most);
  for (const share of shares) {
    const [found, right] = [cut.from(share), exactly(times, share)!];
    const [low, high] = [Math.min(found, right), Math.max(found, right)];
    expect(times.filter((time) => time >= low && time < high).length).toBeLessThanOrEqual((8 * rows) / most);
  }
});
