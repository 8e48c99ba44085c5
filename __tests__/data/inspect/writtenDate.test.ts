import { describe, expect, test } from '@jest/globals';
import { chooseFeature } from '../../../src/data/inspect/chooseFeature.ts';
import { readDate } from '../../../src/data/time/dateText.ts';
import { encoderOf, fitColumn } from '../features/features.ts';
import { profileOf } from './profileOf.ts';

const times = (first: string, second: string) => [Date.parse(first), Date.parse(second)];

describe('a date that is described is one that a feature reads, by the format that is told', () => {
  test.each([
    ['02.01.2021 04:09', '31.12.2020 23:00', 'DD.MM.YYYY hh:mm', times('2021-01-02T04:09Z', '2020-12-31T23:00Z')],
    ['01/02/2021 04:09', '12/31/2020 23:00', 'MM/DD/YYYY hh:mm', times('2021-01-02T04:09Z', '2020-12-31T23:00Z')],
    ['01/02/2021 04:09 PM', '12/31/2020 11:00 AM', 'MM/DD/YYYY hh:mm A', times('2021-01-02T16:09Z', '2020-12-31T11:00Z')],
    ['01/02/2021, 04:09pm', '31/12/2020, 11:00am', 'DD/MM/YYYY, hh:mm A', times('2021-02-01T16:09Z', '2020-12-31T11:00Z')],
    ['2021/01/02 04:09:39', '2020/12/31 23:00:00', 'YYYY/MM/DD hh:mm:ss', times('2021-01-02T04:09:39Z', '2020-12-31T23:00Z')],
    ['02-01-2021', '31-12-2020', 'DD-MM-YYYY', times('2021-01-02', '2020-12-31')],
    ['2021.01.02', '2020.12.31', 'YYYY.MM.DD', times('2021-01-02', '2020-12-31')],
    ['Jan 05, 2018', 'December 7, 2019', 'MMM DD, YYYY', times('2018-01-05', '2019-12-07')],
    ['05-Jan-2018', '7-DEC-2019', 'DD-MMM-YYYY', times('2018-01-05', '2019-12-07')],
    ['5 January 2018 10:30', '07 Sept 2019 11:30', 'DD MMM YYYY hh:mm', times('2018-01-05T10:30Z', '2019-09-07T11:30Z')],
  ])('%s', async (first, second, format, moments) => {
    const profile = await profileOf([first, second, second]);
    expect(profile).toMatchObject({ holds: 'dates', dates: { isUnsure: false, formats: [{ format, count: 3 }] } });
    const asTold = fitColumn({ type: 'date', format, parts: ['trend', 'hour'] }, [first, second]);
    const asChosen = fitColumn({ type: chooseFeature(profile).kind as 'date', parts: ['trend', 'hour'] }, [first, second]);
    const asMoments = fitColumn({ type: 'date', parts: ['trend', 'hour'] }, moments);
    expect(asTold.encoded).toEqual(asMoments.encoded);
    expect(asChosen.encoded).toEqual(asMoments.encoded);
  });

  test('and its days are those of the clock that is written', async () => {
    const { dates } = await profileOf(['2024-04-01T00:30+02:00', '2024-04-10T01:00+02:00', '2024-04-05 12:00:00 -0500']);
    expect(dates).toMatchObject({ least: '2024-04-01', most: '2024-04-10' });
    expect((await profileOf(['31/Dec/2024:23:00:00 -0500', '01/Jan/2025:00:30:00 +0100'])).dates).toMatchObject({ least: '2024-12-31', most: '2025-01-01' }); // prettier-ignore
  });

  test('and texts are dates to both or to neither', async () => {
    const texts = [
      '2021-01-02', '2021-1-2', '2021-01', '2021-13', '2021-02-30', '2021-01-02T25:00', '31.01.2021', '31.13.2021', '1/2/2021', '13/13/2021',
      '1.2/2021', '02.01.21', '1/2/21', 'Jan 5, 2018', 'Jam 5, 2018', '5-Feb-2018', '30 Feb 2018', 'May 1', '2021-Q1', '2020-W53', '04:09:39',
      'about 2021-01-02', '2021-01-02T10:00+05:30', '2021-01-02 10:00:00.5 UTC',
    ]; // prettier-ignore
    const described = await Promise.all(texts.map(async (text) => (await profileOf([text])).dates !== undefined));
    expect(described).toEqual(texts.map((text) => readDate(text) !== undefined));
    expect(new Set(described).size).toBe(2);
  });
});

test('of days and months that may be either, the format for days first is chosen, and reads them with their times', async () => {
  const cells = ['01/02/2021 04:09 PM', '03/04/2021 05:10 AM'];
  const { kind, warnings } = chooseFeature(await profileOf(cells));
  expect(kind).toEqual({ type: 'date', format: 'DD/MM/YYYY hh:mm A' });
  expect(warnings.map(({ message }) => message)).toMatchInlineSnapshot(`
   [
     "column "column" has dates that may be days before months or months before days (no day is beyond 12): they are read as days first; where months are, write "format": "MM/DD/YYYY hh:mm A"",
   ]
  `);
  const parts = { parts: ['month', 'hour'] } as const;
  const chosen = fitColumn({ ...(kind as { type: 'date'; format: string }), ...parts }, cells);
  expect(encoderOf(chosen.encoders)).toMatchObject({ format: 'DD/MM/YYYY hh:mm A' });
  expect(chosen.encoded).toEqual(fitColumn({ type: 'date', ...parts }, ['2021-02-01T16:09', '2021-04-03T05:10']).encoded);
});

test('whole numbers are told in full', async () => {
  expect(chooseFeature(await profileOf([20180105, 20181231, 9007199254740991])).reason).toMatchInlineSnapshot(
    `"whole numbers from 20180105 to 9007199254740991, 3 different -> a number"`,
  );
});
