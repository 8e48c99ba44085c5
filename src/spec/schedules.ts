import type { ScheduleSpec } from './builders/words.ts';
import type { Partners } from './idleOptions.ts';
import { named, namedOption, type NormalisedNamed } from './named.ts';
import { flag, integer, listOf, number, oneOf, text } from './option.ts';

const above0 = number({ exclusiveMinimum: 0 });
const from0 = number({ minimum: 0 });
const share = number({ minimum: 0, maximum: 1 });

const warmUp = {
  warmupEpochs: from0({
    doc: 'Epochs, or a part of one, in which the learning rate first rises evenly from 0; the schedule begins after them.',
    default: 0,
  }),
} as const;
const decayEpochs = above0({ doc: 'Over how many epochs, or parts of one. Default: what is left of the run.', optional: true });
const staircase = flag({ doc: 'Falls only where another decayEpochs have passed.', default: false });

/** By default the time is what is left of the run, at whose end there is nothing more to happen. */
const beside = { name: 'decayEpochs', such: '10' } as const;
const besideTime = { staircase: beside } as const satisfies Partners;

/** How the learning rate may change in the course of a run: each a factor on the optimizer's own, for each step. Times are in epochs. */
export const schedules = {
  constant: named({ type: 'constant', doc: 'It stays as it is.', options: { ...warmUp } }),
  stepDecay: named({
    type: 'stepDecay',
    doc: 'Falls by the same factor every few epochs.',
    options: {
      dropEvery: above0({ doc: 'Epochs from one fall to the next.', default: 10 }),
      factor: above0({ doc: 'What the learning rate is multiplied by each time.', default: 0.5 }),
      ...warmUp,
    },
  }),
  piecewiseConstant: named({
    type: 'piecewiseConstant',
    aliases: ['PiecewiseConstantDecay'],
    doc: 'One factor until the first boundary, the next until the second, and so on.',
    options: {
      boundaries: listOf(above0({ doc: '' }), { minimum: 1 })({ doc: 'Epochs after which the next factor holds, in rising order.' }),
      factors: listOf(from0({ doc: '' }), { minimum: 2 })({ doc: 'Factors on the learning rate, one more than there are boundaries.' }),
      ...warmUp,
    },
  }),
  exponentialDecay: named({
    type: 'exponentialDecay',
    aliases: ['ExponentialDecay'],
    doc: 'Falls by the same factor in the same time: decayRate ^ (epochs / decayEpochs).',
    options: { decayRate: above0({ doc: 'The factor after decayEpochs.', default: 0.1 }), decayEpochs, staircase, ...warmUp },
    partners: besideTime,
  }),
  inverseTimeDecay: named({
    type: 'inverseTimeDecay',
    aliases: ['InverseTimeDecay'],
    doc: 'Falls quickly, then ever more slowly: 1 / (1 + decayRate * epochs / decayEpochs).',
    options: { decayRate: from0({ doc: 'How quickly.', default: 1 }), decayEpochs, staircase, ...warmUp },
    partners: besideTime,
  }),
  polynomialDecay: named({
    type: 'polynomialDecay',
    aliases: ['PolynomialDecay'],
    doc: 'Falls to endFactor and stays there: evenly, or along a power of the time left.',
    options: {
      decayEpochs,
      endFactor: from0({ doc: 'The factor at the end.', default: 0 }),
      power: above0({ doc: '1 falls evenly, 2 quickly at first.', default: 1 }),
      cycle: flag({
        doc: 'Starts afresh at the end, over a time that is longer by decayEpochs, rather than staying there.',
        default: false,
      }),
      ...warmUp,
    },
    partners: { cycle: beside },
  }),
  cosineDecay: named({
    type: 'cosineDecay',
    aliases: ['CosineDecay'],
    doc: 'Falls along half a cosine: slowly, quickly, slowly (Loshchilov and Hutter 2017).',
    options: { decayEpochs, alpha: share({ doc: 'The factor at the end.', default: 0 }), ...warmUp },
  }),
  cosineDecayRestarts: named({
    type: 'cosineDecayRestarts',
    aliases: ['CosineDecayRestarts'],
    doc: 'cosineDecay that starts afresh each time it has come to its end (SGDR, Loshchilov and Hutter 2017).',
    options: {
      firstDecayEpochs: above0({ doc: 'Epochs, or parts of one, until the first restart.', default: 10 }),
      tMul: number({ minimum: 1 })({ doc: 'How much longer each period is than the one before.', default: 2 }),
      mMul: above0({ doc: 'The factor that each period starts with, over that of the one before.', default: 1 }),
      alpha: share({ doc: 'The factor at the end of a period.', default: 0 }),
      ...warmUp,
    },
  }),
  oneCycle: named({
    type: 'oneCycle',
    aliases: ['OneCycleLR'],
    doc: "Rises to the optimizer's learning rate, then falls far below where it began, both along half a cosine (Smith and Topin 2018).",
    options: {
      cycleEpochs: above0({ doc: 'Over how many epochs, or parts of one. Default: what is left of the run.', optional: true }),
      peakAt: number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })({
        doc: 'After which share of the cycle the learning rate is highest.',
        default: 0.3,
      }),
      divFactor: above0({ doc: 'It begins at the highest learning rate divided by this.', default: 25 }),
      finalDivFactor: above0({ doc: 'It ends at the first learning rate divided by this.', default: 1e4 }),
      ...warmUp,
    },
  }),
  reduceOnPlateau: named({
    type: 'reduceOnPlateau',
    aliases: ['reduceLROnPlateau', 'ReduceLROnPlateau'],
    doc: 'Falls where a number of each epoch no longer gets better.',
    options: {
      monitor: text({
        doc: 'The number of each epoch that is watched, such as "val_accuracy". Default: val_loss with rows held out, else loss.',
        optional: true,
      }),
      mode: oneOf(['auto', 'min', 'max'])({
        doc: 'Whether less or more is better. auto: as is right for the metric, which a function of the program must say itself.',
        default: 'auto',
      }),
      factor: number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })({
        doc: 'What the learning rate is multiplied by each time.',
        default: 0.1,
      }),
      patience: integer({ minimum: 0 })({ doc: 'Epochs without a better one before it falls.', default: 10 }),
      minDelta: from0({ doc: 'By how much an epoch must be better to count.', default: 1e-4 }),
      cooldown: integer({ minimum: 0 })({ doc: 'Epochs after a fall that are not counted.', default: 0 }),
      minLearningRateFactor: number({ minimum: 0, exclusiveMaximum: 1 })({
        doc: "It never falls below this factor on the optimizer's learning rate.",
        default: 0,
      }),
      ...warmUp,
    },
  }),
} as const;

export type { ScheduleSpec };
export type Schedule = NormalisedNamed<typeof schedules>;
export const scheduleOption = namedOption<typeof schedules, ScheduleSpec>('a schedule', schedules);
