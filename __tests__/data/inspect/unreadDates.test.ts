import { expect, test } from '@jest/globals';
import { chooseFeature } from '../../../src/data/inspect/chooseFeature.ts';
import { areUnreadDates, looksLikeDate } from '../../../src/data/inspect/unreadDates.ts';
import { readDate } from '../../../src/data/time/dateText.ts';
import { profileOf } from './profileOf.ts';

const UNREAD = [
  '02.01.21', '1/2/21', '31-12-20', '20-12-31', '02.01.21 04:09', '2020-W53', '2020-W53-1', '2021-Q1', 'Q1 2021', '2021Q4', '01/2021', '12.2021',
  '04:09:39', '4:09 PM', 'Jan 2021', 'January-21', '02-Jan-21', '2. Januar 2021', '2 janv. 2021', '5 de marzo de 2021', 'Sat, 02 Jan 2021 04:09:39 GMT',
  'January 2nd, 2021', '2021-01-02 04:09 CET', '2021年1月2日',
]; // prettier-ignore

test.each(UNREAD)('%s looks like a date, and is not read', (text) => {
  expect([looksLikeDate(text), readDate(text)]).toEqual([true, undefined]);
});

test.each(['12', '1.2.3', 'A-12', '555-1234', '10.20.30', '3/4', 'May', 'room 12:99', 'Mr. Smith 12', 'model 2021', '192.168.1.10', '99-99-99', '12:34:56:78'])(
  '%s does not look like one',
  (text) => expect(looksLikeDate(text)).toBe(false),
); // prettier-ignore

test('a column of them is told, with the format that reads it or the forms that are read', async () => {
  const told = async (...cells: readonly string[]) => chooseFeature(await profileOf([...cells, ...cells, ...cells], 'when')).warnings.map(({ message }) => message); // prettier-ignore
  expect(await told('02.01.21', '31.12.20')).toMatchInlineSnapshot(`
   [
     "column "when" looks like dates in a form that is not read: "02.01.21"; write it as type: date with "format": "DD.MM.YY"; until then it is taken as "category"",
   ]
  `);
  expect(await told('1/2/21', '12/31/20')).toMatchInlineSnapshot(`
   [
     "column "when" looks like dates in a form that is not read: "1/2/21"; write it as type: date with "format": "MM/DD/YY"; until then it is taken as "category"",
   ]
  `);
  expect(await told('1/2/21', '2/1/20')).toMatchInlineSnapshot(`
   [
     "column "when" looks like dates in a form that is not read: "1/2/21"; write it as type: date with "format": "DD/MM/YY" or "MM/DD/YY"; until then it is taken as "category"",
   ]
  `);
  expect(await told('Jan 2021', 'Feb 2021', 'Mar 2021')).toMatchInlineSnapshot(`
   [
     "column "when" looks like dates in a form that is not read: "Jan 2021"; write it as type: date with "format": "MMM YYYY"; until then it is taken as "category"",
   ]
  `);
  expect(await told('2021-Q1', '2021-Q2')).toMatchInlineSnapshot(`
   [
     "column "when" looks like dates in a form that is not read: "2021-Q1"; forms that are read: 2024-01-31, 31.01.2024, 1/31/2024, Jan 31, 2024 (months in English), 2024-01, 20240131, each also with a time of day behind it; until then it is taken as "category"",
   ]
  `);
});

// April and some others are called so in English too.
test.each([
  ['German', ['1. Januar 2019', '2. April 2019', '3. August 2019', '4. September 2019', '5. November 2019', '6. Mär. 2019']],
  ['French', ['1 janv. 2019', '2 mars 2019', '3 août 2019', '4 sept. 2019', '5 nov. 2019', '6 déc. 2019']],
])('months whose names are %s are told, though English ones among them are read', async (_, cells) => {
  const profile = await profileOf(
    Array.from({ length: 60 }, (_, i) => cells[i % 6]!),
    'when',
  );
  expect(profile.dates!.count).toBeGreaterThan(0);
  expect(chooseFeature(profile).warnings).toEqual([
    expect.objectContaining({
      about: 'unreadDates',
      message: expect.stringContaining(`not read: "${cells[0]}"; forms that are read: 2024-01-31`),
    }),
  ]);
});

test('a few cells of a column of dates that are none are taken as missing, and shown', async () => {
  const days = Array.from({ length: 60 }, (_, i) => new Date(1.7e12 + i * 864e5).toISOString().slice(0, 10));
  const { kind, warnings } = chooseFeature(await profileOf([...days, 'TBD', 'TBD', 'NA'], 'when'));
  expect([kind, warnings.map(({ message }) => message)]).toMatchInlineSnapshot(`
   [
     {
       "missing": "mean",
       "missingValues": [
         "TBD",
         "NA",
       ],
       "type": "date",
     },
     [
       "column "when" has 2 cells among its dates that are none, such as "TBD": they are taken as missing ("missingValues"); correct them where they are dates",
     ],
   ]
  `);
  expect(chooseFeature(await profileOf([...days, '20240131', '20240201'], 'when')).kind).toBe('date');
  expect(chooseFeature(await profileOf([...days, '45000'], 'when')).kind).toBe('ignore');
  expect(chooseFeature(await profileOf([...days, ...days, ...Array.from({ length: 21 }, (_, i) => `no ${i}`)], 'when')).kind).toBe(
    'ignore',
  );
});

test('one whose dates are all different is ignored, for that reason', async () => {
  const { kind, reason } = chooseFeature(await profileOf(Array.from({ length: 28 }, (_, i) => `${i + 1}.02.21`)));
  expect([kind, reason]).toMatchInlineSnapshot(`
   [
     "ignore",
     "28 levels such as 1.02.21, 10.02.21, 11.02.21 -> ignored, since it looks like dates in a form that is not read: "1.02.21"; write it as type: date with "format": "DD.MM.YY"",
   ]
  `);
});

test('a column in which some texts only look so is not', async () => {
  expect(areUnreadDates(await profileOf(['02.01.21', 'a', 'b', 'c', 'd']))).toBe(false);
  expect(areUnreadDates(await profileOf(['2021-01-02', '2021-01-03']))).toBe(false);
});
