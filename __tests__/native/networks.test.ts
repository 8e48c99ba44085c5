import { beforeAll, describe, test } from '@jest/globals';
import { useBackend } from '../../src/node/backend.ts';
import { isNativeAsked } from '../backends.ts';
import { isWhole, spread } from '../long/spread.ts';
import { leaveNoTensors } from '../train/tensors.ts';
import { expectAlike, expectTrained } from './graphRuns.ts';
import { networks, noise, subjectOf } from './networkRuns.ts';

leaveNoTensors();

(isNativeAsked ? describe : describe.skip)('graphs train as operations run one by one do, within a millionth after 50 steps:', () => {
  beforeAll(() => useBackend('native'));

  // Some of each kind, and all where all is tested.
  const some = networks.filter((_, i) => isWhole || i % 8 === 1);
  test.each(spread(some, 6, 2))('$name', async (network) => {
    expectTrained(await expectAlike(subjectOf(network), { noise: noise[network.name] ?? [] }));
  });
});
