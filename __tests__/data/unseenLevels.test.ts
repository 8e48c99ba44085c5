import { expect, test } from '@jest/globals';
import { fitEncoders } from '../../src/data/encode.ts';
import { frameOfRows } from '../../src/data/read/memoryFrame.ts';
import { countUnseenLevels } from '../../src/data/unseenLevels.ts';
import { parseModel } from '../../src/spec/parse.ts';

const spec = (encoding: 'vocabulary' | 'hash') =>
  parseModel({
    features: { review: encoding === 'hash' ? { type: 'text', encoding, size: 8 } : { type: 'text', minFrequency: 1 } },
    target: { y: 'number' },
    network: { layers: [{ type: 'dense', units: 2 }] },
  });
const table = frameOfRows(['good book', 'bad book', 'good film'].map((review, y) => ({ review, y })));
const asked = frameOfRows(['guter Film', 'GOOD Buch', '', '?!', null, 'schlecht', 'guter Film'].map((review) => ({ review })));

test('cells none of whose words the vocabulary has are told, neither empty ones nor those that it knows in part', () => {
  const unseen = countUnseenLevels(fitEncoders(spec('vocabulary'), table));
  unseen.add(table);
  expect(unseen.tell()).toEqual([]);
  unseen.add(frameOfRows([{ review: 'schlecht' }]));
  expect(unseen.tell()).toMatchInlineSnapshot(`
   [
     "column "review": training knows none of the words of 1 cell ("schlecht"), so that it counts as empty",
   ]
  `);
  unseen.add(asked);
  expect(unseen.tell()).toMatchInlineSnapshot(`
   [
     "column "review": training knows none of the words of 2 cells ("schlecht"), so that they count as empty",
   ]
  `);
});

test('of words that are hashed nothing is told, since each has a place', () => {
  const unseen = countUnseenLevels(fitEncoders(spec('hash'), table));
  unseen.add(asked);
  expect(unseen.tell()).toEqual([]);
});
