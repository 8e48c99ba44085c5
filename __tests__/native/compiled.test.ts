import { beforeAll, describe, expect, test } from '@jest/globals';
import { tf } from '#tf';
import { addonNow, offerGraphs } from '../../src/graph/library.ts';
import { useBackend } from '../../src/node/backend.ts';
import { isNativeAsked } from '../backends.ts';
import { isLong } from '../long/isLong.ts';
import { spread } from '../long/spread.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { expectAlike, expectTrained, taking, xlaAlways } from './graphRuns.ts';
import { networks, noise, subjectOf } from './networkRuns.ts';

leaveNoTensors();

/** What XLA may not be asked to compile. */
const plain = /conv|pool|lstm/i;
/** Beside those of plain graphs, up to two millionths away: XLA sums in another order. */
const moreNoise: Readonly<Record<string, readonly number[]>> = {
  'a simple recurrent layer that goes backwards': [4],
};
const some = ['a deep chain of dense layers, validated', 'words with gaps into a gru'];

(isNativeAsked ? describe : describe.skip)('graphs that XLA compiles train as operations do, within a millionth after 50 steps:', () => {
  beforeAll(() => useBackend('native'));

  const tried = networks.filter(({ name }) => isLong || some.includes(name));
  test.each(spread(tried, 2))('$name', async (network) => {
    const addon = addonNow()!;
    let compiled = 0;
    offerGraphs(tf.backend(), {
      ...addon,
      memory: taking(xlaAlways),
      load(file) {
        if (Buffer.from(file).includes('_XlaCompile')) compiled++;
        return addon.load(file);
      },
    });
    try {
      const places = [...(noise[network.name] ?? []), ...(moreNoise[network.name] ?? [])];
      expectTrained(await expectAlike(subjectOf(network), { noise: places }));
    } finally {
      offerGraphs(tf.backend(), addon);
    }
    if (!plain.test(JSON.stringify(network.network))) expect(compiled).toBeGreaterThan(0);
  });
});
