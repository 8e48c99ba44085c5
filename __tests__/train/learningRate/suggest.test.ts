import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../../src/random.ts';
import { suggestLearningRate } from '../../../src/train/learningRate/suggest.ts';
import { exponentialRates, learningRateSweep } from '../../../src/train/learningRate/sweep.ts';

const rates = exponentialRates(1e-7, 10, 100);

/** Falls around `at` by a power of ten on each side, and is lost beyond `lost`. */
const curve = (at: number, lost: number, noise = 0, seed = 1) => {
  const random = createRandom(seed);
  return rates.map((rate) => {
    const fallen = 1 / (1 + Math.exp(-2 * Math.log(rate / at)));
    return 2 - 1.5 * fallen + (rate / lost) ** 4 + noise * (random.next() - 0.5);
  });
};

describe('rates', () => {
  test('begin and end as asked, and grow by the same factor', () => {
    const found = exponentialRates(1e-5, 1, 6);
    expect([found[0], found.at(-1), found.length]).toEqual([1e-5, 1, 6]);
    found.slice(1).forEach((rate, i) => expect(rate / found[i]!).toBeCloseTo(10, 6));
  });

  test.each([[0, 1, 5], [1, 1, 5], [2, 1, 5], [1e-3, 1, 1], [1e-3, NaN, 5]])('cannot go from %p to %p in %p steps', (...from) => {
    expect(() => exponentialRates(...from)).toThrow('sweep: expected 0 < from < to, and 2 steps or more');
  }); // prettier-ignore
});

describe('a sweep', () => {
  test('goes through all rates where the loss stays', () => {
    const sweep = learningRateSweep({ steps: 10 });
    const taken = sweep.rates.filter((_, i) => sweep.observe(1 - i / 100) || i === 9);
    expect([taken.length, sweep.losses.length]).toEqual([10, 10]);
  });

  test.each([['NaN', NaN], ['infinite', Infinity], ['many times the best', 1e6]])('is over when the loss is %s', (_, loss) => {
    const sweep = learningRateSweep();
    expect([sweep.observe(1), sweep.observe(0.9), sweep.observe(loss)]).toEqual([true, true, false]);
  }); // prettier-ignore
});

describe('the suggestion', () => {
  test('is where the loss falls most steeply, and stays there under noise', () => {
    const { steepest, suggestion, note } = suggestLearningRate(rates, curve(1e-3, 3));
    expect(Math.abs(Math.log10(steepest / 1e-3))).toBeLessThan(0.3);
    expect([suggestion, note]).toEqual([steepest, undefined]);
    for (let seed = 1; seed <= 20; seed++) {
      const noisy = suggestLearningRate(rates, curve(1e-3, 3, 0.2, seed)).suggestion;
      expect(Math.abs(Math.log10(noisy / 1e-3))).toBeLessThan(0.7);
    }
  });

  test('is at most a tenth of the rate of the least loss', () => {
    const { suggestion, steepest, minimum } = suggestLearningRate(rates, curve(0.1, 0.1));
    expect(suggestion).toBeCloseTo(minimum / 10, 10);
    expect(suggestion).toBeLessThan(steepest);
  });

  test('is the smallest rate, with a note, where the loss only rises', () => {
    expect(
      suggestLearningRate(
        rates,
        rates.map((rate) => 1 + rate),
      ),
    ).toMatchInlineSnapshot(`
     {
       "minimum": 1e-7,
       "note": "the loss only rises: begin with smaller rates, or look at data and network",
       "steepest": 1e-7,
       "suggestion": 1e-7,
     }
    `);
  });

  test('comes with a note where the loss hardly falls, or was lost at once', () => {
    expect(
      suggestLearningRate(
        rates,
        rates.map((_, i) => 1 + 1e-4 * Math.sin(i)),
      ).note,
    ).toMatchInlineSnapshot(`"the loss hardly falls at any rate: try more steps, or look at data and network"`);
    expect(suggestLearningRate(rates, [1, 0.9, NaN])).toMatchInlineSnapshot(`
     {
       "minimum": 1e-7,
       "note": "the loss was lost after 2 steps: begin with smaller rates, or look at data and network",
       "steepest": 1e-7,
       "suggestion": 1e-7,
     }
    `);
  });

  test('is among the rates, whatever the curve', () => {
    const loss = fc.oneof(fc.double({ min: -1e3, max: 1e6, noNaN: true }), fc.constantFrom(NaN, Infinity, 0));
    fc.assert(
      fc.property(fc.array(loss, { maxLength: 100 }), (losses) => {
        const { suggestion, steepest, minimum } = suggestLearningRate(rates, losses);
        for (const rate of [steepest, minimum]) expect(rates).toContain(rate);
        expect(suggestion).toBeGreaterThanOrEqual(1e-7);
        expect(suggestion).toBeLessThanOrEqual(Math.max(1e-7, minimum / 10));
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  test('is the smallest rate for every curve that only rises', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-3, max: 1, noNaN: true }), { minLength: 1, maxLength: 100 }), (steps) => {
        let loss = 1;
        const { suggestion, note } = suggestLearningRate(rates, steps.map((step) => (loss += step))); // prettier-ignore
        expect([suggestion, typeof note]).toEqual([1e-7, 'string']);
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});
