import { show, type Issue } from '../errors.ts';
import type { Goal } from './columns.ts';
import { lossFor, metricsFor, type End } from './head.ts';
import { checkLoss, type Labels } from './lossRules.ts';
import { checkMetric } from './metricRules.ts';
import { isObject } from './network.ts';
import type { NamedValue, NormalisedTraining } from './normalised.ts';
import { normaliseOptions, type Written } from './option.ts';
import { checkOptimizer } from './optimizerRules.ts';
import { checkSchedule } from './scheduleRules.ts';
import { trainingOptions } from './training.ts';
import { checkClassWeight, checkSampleWeight } from './weightOfRows.ts';

interface Context {
  readonly goal: Goal | undefined;
  readonly outputs: readonly End[];
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
  { goal, rows, outputs, sound, wrong }: Context,
): { readonly issues: readonly Issue[]; readonly training?: NormalisedTraining } {
  const issues: Issue[] = [];
  const given = (isObject(written) ? written : {}) as Written<typeof trainingOptions>;
  const labels = labelsOf(goal);

  let loss: readonly NamedValue[] = outputs.map((output) => trainingOptions.loss.normalise(lossFor(goal, output))[0]!);
  if (given.loss !== undefined && !wrong('training.loss')) {
    const list = trainingOptions.loss.normalise(given.loss);
    const many = Array.isArray(given.loss);
    if (many && list.length !== outputs.length) {
      issues.push({ path: 'training.loss', expected: `a list of ${outputs.length}, one loss for each output`, received: `${list.length}` });
    } else {
      loss = outputs.map((_, i) => list[many ? i : 0]!);
      const judged = loss.map((one, i) =>
        checkLoss({ loss: one, path: many ? `training.loss[${i}]` : 'training.loss', labels, ...outputs[i]! }),
      );
      if (sound) issues.push(...judged.flat());
    }
  }

  const { classWeight, sampleWeight } = given;
  if (!wrong('training.testSplit') && !wrong('training.validationSplit')) {
    const held = (given.testSplit ?? 0) + (given.validationSplit ?? (goal ? 0.2 : 0));
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
  const judgeable = sound && issues.length === 0 && !wrong('training.loss') && rows === (goal !== undefined);
  if (classWeight !== undefined && judgeable && !wrong('training.classWeight')) {
    issues.push(...checkClassWeight(classWeight, { goal, loss, outputs }));
  }
  if (sampleWeight !== undefined && !wrong('training.sampleWeight')) issues.push(...checkSampleWeight(sampleWeight, { goal, rows }));

  let metrics: readonly NamedValue[] = trainingOptions.metrics.normalise(metricsFor(goal));
  if (given.metrics !== undefined && !wrong('training.metrics')) {
    metrics = trainingOptions.metrics.normalise(given.metrics);
    const shapes = outputs.flatMap(({ shape }) => (shape ? [shape] : []));
    if (sound) issues.push(...metrics.flatMap((metric, i) => checkMetric(metric, `training.metrics[${i}]`, shapes, labels)));
  }

  if (given.optimizer !== undefined && !wrong('training.optimizer')) {
    issues.push(...checkOptimizer(trainingOptions.optimizer.normalise(given.optimizer), 'training.optimizer'));
  }
  if (given.schedule !== undefined && !wrong('training.schedule')) {
    issues.push(...checkSchedule(trainingOptions.schedule.normalise(given.schedule), 'training.schedule'));
  }

  if (given.keepBest === true && given.earlyStopping?.restoreBestWeights === false) issues.push(bothWays);

  if (issues.length > 0 || wrong('training')) return { issues };
  // What is optional and was left out is absent, though its type does not say so.
  const { validationSplit = goal ? 0.2 : 0, ...rest } = normaliseOptions(given, trainingOptions);
  return { issues, training: { ...rest, loss, metrics, validationSplit } as NormalisedTraining };
}

const bothWays: Issue = {
  path: 'training.keepBest',
  expected: 'nothing beside "restoreBestWeights": false, or the name of another number',
  received: 'true',
  fix: 'leave one of the two out: the run ends with the weights of the best epoch, or with those of the last',
};

function labelsOf(goal: Goal | undefined): Labels | undefined {
  if (!goal) return undefined;
  return goal.value.type === 'number' ? { type: 'number', scale: String(goal.value.scale) } : { type: 'category' };
}
