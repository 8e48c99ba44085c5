import { expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crossValidate, evaluate, load, openSource, predict, save, train, type ModelSpec } from 'netspec';

const rows = Array.from({ length: 40 }, (_, i) => (i * 337 + 101) % 3000);
const german = (value: number) => (value < 1000 ? String(value) : `${Math.floor(value / 1000)}.${String(value % 1000).padStart(3, '0')}`);
const text = `amount;price;y\n${rows.map((value) => `${german(value)};${String(value / 4).replace('.', ',')};${value * 2}`).join('\n')}\n`;

const spec = {
  features: { amount: 'number' },
  target: { y: 'number' },
  network: { layers: [{ type: 'dense', units: 2 }] },
  training: { epochs: 2, seed: 1 },
} as const satisfies ModelSpec;

test('a model reads numbers of a text that cannot tell as those of the table that it was trained on', async () => {
  const model = await train(spec, () => [text]);
  const expected = await predict(model, [{ amount: 1128 }, { amount: 2500 }, { amount: 7 }]);
  expect(await predict(model, () => ['amount\n1.128\n2.500\n7\n'])).toEqual(expected);
  expect(await predict(model, () => ['amount;price\n1.128;0,5\n2.500;1\n7;1\n'])).toEqual(expected);
  // What the text itself tells counts more, and so does what the caller says.
  const [first] = await predict(model, [{ amount: 1.128 }]);
  expect((await predict(model, () => ['amount\n1.128\n0.5\n']))[0]).toEqual(first);
  expect((await predict(model, () => ['amount\n1.128\n'], { read: { decimal: '.' } }))[0]).toEqual(first);
  model.dispose();
});

test('texts in rows too are read as those of the table that it was trained on, and numbers as they are', async () => {
  const model = await train({ ...spec, features: { amount: 'number', price: 'number' } } as ModelSpec, () => [text]);
  const expected = await predict(model, [{ amount: 42500, price: 55.4 }]);
  expect(await model.predict([{ amount: '42.500', price: '55,4' }])).toEqual(expected);
  expect(await model.predict({ amount: ['42.500'], price: ['55,4 €'] })).toEqual(expected);
  // What is no number in that way of writing is read as everywhere.
  expect(await model.predict([{ amount: '42500', price: '55.4' }])).toEqual(expected);
  const source = await openSource(() => [JSON.stringify([{ amount: '42.500', price: '55,4' }, { amount: 42500, price: 55.4 }])]); // prettier-ignore
  expect(await predict(model, source)).toEqual([...expected, ...expected]);
  const rows = (price: string | number) => [1, 2, 3].map((y) => ({ amount: '1.128', price, y }));
  expect(await evaluate(model, rows('55,4'))).toEqual(await evaluate(model, rows(55.4)));
  expect(await evaluate(model, () => [JSON.stringify(rows('55,4'))])).toEqual(await evaluate(model, rows(55.4)));
  // And so they are once it is saved.
  const folder = await mkdtemp(join(tmpdir(), 'netspec-'));
  await save(model, join(folder, 'model'));
  const loaded = await load(join(folder, 'model'));
  expect(await loaded.predict([{ amount: '42.500', price: '55,4' }])).toEqual(expected);
  await rm(folder, { recursive: true });
  loaded.dispose();
  model.dispose();
});

test('and so does the model of all folds', async () => {
  const { ensemble } = await crossValidate(spec, () => [text], { folds: 2, ensemble: true });
  const expected = await predict(ensemble!, [{ amount: 1128 }]);
  expect(await predict(ensemble!, () => ['amount\n1.128\n'])).toEqual(expected);
  ensemble!.dispose();
});
