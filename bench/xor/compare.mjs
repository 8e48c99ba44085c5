import { median, runPinned, spread } from '../measure.mjs';

/** The ratio that we hold ourselves to. */
const AT_MOST = 1;
const programs = { ours: ['../dist/bin/main.js', 'xor'], peer: ['xor/brain.cjs'], bare: ['--eval', ''] };

/** Whole processes on one core, in turn. */
export function compareXor(rounds = 20) {
  for (const program of Object.values(programs)) runPinned(program); // what the disk must give once is not measured
  const times = Array.from({ length: rounds }, () =>
    Object.fromEntries(Object.entries(programs).map(([key, program]) => [key, runPinned(program).milliseconds])),
  );
  const of = (key) => times.map((round) => round[key]);
  const ratios = times.map(({ ours, peer }) => ours / peer);
  console.log(`xor: ${rounds} rounds in turn, medians (extremes), whole processes on one core in ms`);
  console.log(`netspec                   ${spread(of('ours'), 0)}`);
  console.log(`brain.js 1.6.1, defaults  ${spread(of('peer'), 0)}`);
  console.log(`Node alone                ${spread(of('bare'), 0)}`);
  console.log(`netspec / peer            ${spread(ratios, 2)}`);
  console.log(`at most ${AT_MOST} is wanted: ${median(ratios) <= AT_MOST ? 'held' : 'NOT held'}`);
}
