import { show, type Issue } from '../errors.ts';
import type { Goal } from './columns.ts';
import { lossFor, metricsFor, type End } from './head.ts';
import { checkLoss } from './lossRules.ts';
import { checkMetric, checkMetricOfAny } from './metricRules.ts';
import { isObject } from './network.ts';
import type { NamedValue, NormalisedLayer, NormalisedNetwork, NormalisedTraining } from './normalised.ts';
import { normaliseOptions, type Written } from './option.ts';
import { checkOptimizer } from './optimizerRules.ts';
import { checkSchedule } from './scheduleRules.ts';
import { trainingOptions } from './training.ts';
import { checkClassWeight, checkSampleWeight } from './weightOfRows.ts';

interface Context {
  /** The targets, in the order of the outputs. */
  readonly goals: readonly Goal[];
  readonly outputs: readonly End[];
  readonly network: NormalisedNetwork;
  /** Whether the spec has features, so that the data are rows of columns. */
  readonly rows: boolean;
  /** Whether the outputs are as they should be; if not, a loss that does not go with them is no news. */
  readonly sound: boolean;
  /** Whether something at this path is wrong and told. */
  wrong(path: string): boolean;
}

/** Fills in loss and metrics, and checks them and the weights of rows against outputs and target. */
export function readTraining(
  written: unknown,
  { goals, rows, outputs, network, sound, wrong }: Context,
): { readonly issues: readonly Issue[]; readonly training?: NormalisedTraining } {
  const issues: Issue[] = [];
  const given = (isObject(written) ? written : {}) as Written<typeof trainingOptions>;

  let loss: readonly NamedValue[] = outputs.map((output, i) => trainingOptions.loss.normalise(lossFor(goals[i], output))[0]!);
  if (given.loss !== undefined && !wrong('training.loss')) {
    const list = trainingOptions.loss.normalise(given.loss);
    const many = Array.isArray(given.loss);
    if (many && list.length !== outputs.length) {
      issues.push({ path: 'training.loss', expected: `a list of ${outputs.length}, one loss for each output`, received: `${list.length}` });
    } else {
      loss = outputs.map((_, i) => list[many ? i : 0]!);
      const judged = loss.map((one, i) =>
        checkLoss({ loss: one, path: many ? `training.loss[${i}]` : 'training.loss', goal: goals[i], ...outputs[i]! }),
      );
      if (sound) issues.push(...judged.flat());
    }
  }

  const { classWeight, sampleWeight } = given;
  if (!wrong('training.testSplit') && !wrong('training.validationSplit')) {
    const held = (given.testSplit ?? 0) + (given.validationSplit ?? (goals.length > 0 ? 0.2 : 0));
    if (held >= 1) {
      issues.push({
        path: 'training.testSplit',
        expected: 'less than 1 with validationSplit, so that rows are left to train on',
        received: String(held),
      });
    }
  }
  if (given.split !== undefined && !wrong('training.split')) {
    const { type } = trainingOptions.split.normalise(given.split);
    if (!rows && type !== 'random') {
      issues.push({ path: 'training.split', expected: '"random", as there are no columns', received: show(type) });
    }
  }
  const judgeable = sound && issues.length === 0 && !wrong('training.loss') && rows === goals.length > 0;
  if (classWeight !== undefined && judgeable && !wrong('training.classWeight')) {
    issues.push(...checkClassWeight(classWeight, { goals, loss, outputs }));
  }
  if (sampleWeight !== undefined && !wrong('training.sampleWeight')) issues.push(...checkSampleWeight(sampleWeight, { goals, rows }));

  let metrics: readonly NamedValue[] = trainingOptions.metrics.normalise(metricsFor(goals));
  if (given.metrics !== undefined && !wrong('training.metrics')) {
    metrics = trainingOptions.metrics.normalise(given.metrics);
    const shapes = outputs.flatMap(({ shape }) => (shape ? [shape] : []));
    const check = (metric: NamedValue, path: string) =>
      goals.length > 1
        ? checkMetricOfAny(metric, path, outputs.map(({ shape }, i) => ({ shape, goal: goals[i] }))) // prettier-ignore
        : checkMetric(metric, path, shapes, goals[0]);
    if (sound) issues.push(...metrics.flatMap((metric, i) => check(metric, `training.metrics[${i}]`)));
  }

  if (given.optimizer !== undefined && !wrong('training.optimizer')) {
    issues.push(...checkOptimizer(trainingOptions.optimizer.normalise(given.optimizer), 'training.optimizer'));
  }
  if (given.schedule !== undefined && !wrong('training.schedule')) {
    issues.push(...checkSchedule(trainingOptions.schedule.normalise(given.schedule), 'training.schedule'));
  }

  const fixed = network.inputs.find(({ batchSize }) => batchSize !== undefined)?.batchSize;
  if (fixed !== undefined && given.batchSize !== undefined && given.batchSize !== fixed && !wrong('training.batchSize')) {
    const expected = `${fixed}, as the input of the network has it`;
    issues.push({ path: 'training.batchSize', expected, received: String(given.batchSize), fix: 'leave it out' });
  }

  if (given.keepBest === true && given.earlyStopping?.restoreBestWeights === false) issues.push(bothWays);

  if (issues.length > 0 || wrong('training')) return { issues };
  // What is optional and was left out is absent, though its type does not say so.
  const { validationSplit = goals.length > 0 ? 0.2 : 0, ...rest } = normaliseOptions(
    { ...(fixed === undefined ? {} : { batchSize: fixed }), ...(network.layers.some(carriesStates) ? { shuffle: false } : {}), ...given },
    trainingOptions,
  );
  return { issues, training: { ...rest, loss, metrics, validationSplit } as NormalisedTraining };
}

/** From batch to batch; of a layer by itself, or the one within it. */
function carriesStates({ options }: Pick<NormalisedLayer, 'options'>): boolean {
  const { stateful, layer } = options;
  return stateful === true || (isObject(layer) && carriesStates({ options: layer }));
}

const bothWays: Issue = {
  path: 'training.keepBest',
  expected: 'nothing beside "restoreBestWeights": false, or the name of another number',
  received: 'true',
  fix: 'leave one of the two out: the run ends with the weights of the best epoch, or with those of the last',
};
