import { describe, expect, test } from '@jest/globals';
import { createWays, type Ways } from '../../src/train/step/graphs/ways.ts';
import { LEAST_STEPS, noCourse, type Course } from '../../src/train/step/graphs/course.ts';
import { createWaysBook } from '../../src/train/step/graphs/waysBook.ts';

/** What a step takes by each way, in milliseconds. */
interface Took {
  readonly plain: number;
  readonly compiled: number;
}
const CALL = 50;

/** Makes calls of so many steps; XLA is done `xlaTakes` calls after it was asked for. @returns By which way each step was made. */
function go(ways: Ways, took: Took, { from = 0, calls = 60, xlaTakes = 4 } = {}): readonly boolean[] {
  const made: boolean[] = [];
  let left = xlaTakes;
  for (let call = 0; call < calls; call++) {
    const step = from + made.length;
    if (ways.waits(step)) ways.xla(true);
    const isCompiled = ways.isCompiled(step);
    let steps = 1;
    while (steps < CALL && ways.isCompiled(step + steps) === isCompiled) steps++;
    ways.made({ step, steps, isCompiled, milliseconds: steps * (isCompiled ? took.compiled : took.plain) });
    for (let k = 0; k < steps; k++) made.push(isCompiled);
    if (ways.wantsXla(step + steps) && left-- === 0) ways.xla(true);
  }
  return made;
}
const xlaFaster: Took = { plain: 2, compiled: 1 };
const xlaSlower: Took = { plain: 1, compiled: 2 };
const firstOf = (made: readonly boolean[]) => made.indexOf(true);

/** Of a machine: what is written there is read again. */
function createTexts(texts = new Map<string, string>()) {
  return {
    texts,
    read: (name: string) => texts.get(name),
    claim: (name: string, text: string) => void (texts.has(name) || texts.set(name, text)),
  };
}

describe('of two ways, plain and compiled by XLA,', () => {
  test.each([
    ['XLA goes on where its steps take less time', xlaFaster, true],
    ['plain graphs go on where their steps do', xlaSlower, false],
  ])('%s, after both had their turns', (_, took, isCompiled) => {
    let told: Course | undefined;
    const ways = createWays({ known: noCourse, say: (course) => (told = course) });
    const made = go(ways, took);
    expect(firstOf(made)).toBeGreaterThanOrEqual(LEAST_STEPS);
    expect(made.at(-1)).toBe(isCompiled);
    expect([true, false].map((way) => new Set(made.slice(firstOf(made), firstOf(made) + 6 * CALL)).has(way))).toEqual([true, true]);
    expect(told).toEqual(ways.course);
    expect(told!.until).toBeNull();
    expect(ways.wantsXla(made.length)).toBe(isCompiled);
  });

  test('XLA is not asked for by steps that take little time in all', () => {
    const ways = createWays({ known: noCourse });
    go(ways, { plain: 0.01, compiled: 0.01 }, { calls: 100 });
    expect(ways.wantsXla(5000)).toBe(false);
    expect(ways.course.turns).toEqual([]);
  });

  test('the one that a course names is taken step by step, whatever the steps take, and XLA begins before its first', () => {
    const ways = createWays({ known: noCourse });
    const made = go(ways, xlaFaster);
    for (const took of [xlaFaster, xlaSlower]) {
      const again = createWays({ known: ways.course });
      expect(again.wantsXla(0)).toBe(false);
      expect(again.wantsXla(firstOf(made) / 2)).toBe(true);
      expect(go(again, took, { xlaTakes: 0, calls: 80 }).slice(0, made.length)).toEqual(made.slice(0, made.length));
    }
  });

  test('none is compiled after XLA has refused, which is remembered', () => {
    let told: Course | undefined;
    const ways = createWays({ known: { turns: [100], until: null, most: 9 }, say: (course) => (told = course) });
    expect(ways.isCompiled(150)).toBe(true);
    ways.giveUp(150);
    expect([ways.isCompiled(150), ways.wantsXla(150)]).toEqual([false, false]);
    expect(told).toEqual({ turns: [100, 150], until: null, most: 9 });
  });
});

describe('courses of a run', () => {
  test('are taken again by the next on this machine, and a longer run begins as a shorter one that had found nothing out', () => {
    const memory = createTexts();
    const short = createWaysBook(memory);
    const few = go(short.of('net'), xlaFaster, { calls: 10, xlaTakes: 20 });
    expect(few).not.toContain(true);
    const long = createWaysBook(memory);
    // XLA is done at once here.
    const made = go(long.of('net'), xlaFaster, { xlaTakes: 0 });
    expect(made.slice(0, few.length)).toEqual(few);
    expect(made).toContain(true);
    expect(go(createWaysBook(memory).of('net'), xlaSlower)).toEqual(made);
  });

  test.each([0, 3, 14, 18, 22, 40])(
    'go on from a snapshot after call %i as they would have, with the memory of the machine or without',
    (calls) => {
      const memory = createTexts();
      const book = createWaysBook(memory);
      const begun = go(book.of('net'), xlaFaster, { calls });
      const saved = JSON.parse(JSON.stringify(book.save())) as ReturnType<typeof book.save>;
      const made = [...begun, ...go(book.of('net'), xlaFaster, { from: begun.length })];
      const resumed = createWaysBook(memory);
      resumed.restore(saved);
      expect(go(resumed.of('net'), xlaSlower, { from: begun.length }).slice(0, 500)).toEqual(made.slice(begun.length, begun.length + 500));
      const alone = createWaysBook(undefined);
      alone.restore(saved);
      const { until } = alone.of('net').course;
      const known = made.slice(begun.length, until ?? made.length);
      expect(go(alone.of('net'), xlaSlower, { from: begun.length, calls: 99 }).slice(0, known.length)).toEqual(known);
    },
  );

  test('are chosen anew where the memory is broken or says what cannot be', () => {
    for (const text of ['', '{', 'null', '[]', '{"turns":[3,2],"until":null,"most":1}', '{"turns":[-1],"until":null,"most":1}', '{"turns":[],"until":"x","most":1}', '{"turns":[],"until":0}']) {
      const memory = createTexts(new Map([['net', text]]));
      const book = createWaysBook(memory);
      expect(book.of('net').course).toEqual(noCourse);
      const made = go(book.of('net'), xlaFaster);
      expect(go(createWaysBook(memory).of('net'), xlaSlower)).toEqual(made);
    }
  }); // prettier-ignore

  /** Makes calls in two runs, so many of each in turn; XLA is done much later in those of the other. */
  const goAtOnce = ([one, other]: readonly Ways[], [few, many]: readonly [number, number], rounds: number) => {
    const [made, others]: boolean[][] = [[], []];
    for (let round = 0; round < rounds; round++) {
      made!.push(...go(one!, xlaFaster, { from: made!.length, calls: few, xlaTakes: 0 }));
      others!.push(...go(other!, xlaSlower, { from: others!.length, calls: many, xlaTakes: round < 6 ? many : 0 }));
    }
    return [made!, others!] as const;
  };
  test.each([[[1, 1]], [[1, 3]], [[2, 1]], [[5, 1]]] as const)('of two runs at once are the same, which make %j calls in turn', (calls) => {
    const memory = createTexts();
    const [made, others] = goAtOnce(
      [createWaysBook(memory), createWaysBook(memory)].map((book) => book.of('net')),
      calls,
      80,
    );
    const both = Math.min(made.length, others.length);
    expect(others.slice(0, both)).toEqual(made.slice(0, both));
    expect(others.slice(0, both)).toContain(true);
  });

  test('of a run that was killed at any time are taken again by the next', () => {
    const took = { calls: 40, xlaTakes: 3 };
    for (let calls = 1; calls <= 40; calls++) {
      const memory = createTexts();
      const killed = go(createWaysBook(memory).of('net'), xlaFaster, { ...took, calls });
      expect(go(createWaysBook(memory).of('net'), xlaSlower, { ...took, xlaTakes: 9 }).slice(0, killed.length)).toEqual(killed);
    }
  });

  test('that a machine cannot keep are those of a run alone', () => {
    const memory = { read: () => undefined, claim: () => undefined };
    expect(go(createWaysBook(memory).of('net'), xlaFaster)).toEqual(go(createWaysBook(undefined).of('net'), xlaFaster));
  });
});
