import { hooks } from '../../train/events.ts';
import type { TrainOptions } from '../../train/options.ts';

/** What of a program's options decides how a run goes, as plain JSON: with others it could not go on as if it had never stopped. */
export function decidingOptions(options: TrainOptions): Readonly<Record<string, unknown>> {
  const {
    callbacks: _,
    onEpoch: __,
    onWarning: ___,
    stopWhen: ____,
    signal: _____,
    checkpoints: ______,
    startBackend: __________,
    ...rest
  } = options;
  const { resumeFrom: _______, validationData: ________, testData: _________, models, ...deciding } = rest;
  const plain = (_: string, value: unknown) => (typeof value === 'function' ? `function ${nameOf(value)}` : value);
  const told = { ...deciding, ...(models === undefined ? {} : { models: Object.keys(models) }) };
  return JSON.parse(JSON.stringify(told, plain)) as Readonly<Record<string, unknown>>;
}

/** The names of all functions among a program's options, by where they are: `loss`, `callbacks[0].onEpochEnd`. */
export function functionNames(options: TrainOptions): Readonly<Record<string, string>> {
  const { loss, metrics, callbacks = [], trainStep, onEpoch, onWarning, stopWhen } = options;
  const list = (name: string, values: unknown): (readonly [string, unknown])[] =>
    Array.isArray(values) ? values.map((value, i) => [`${name}[${i}]`, value]) : [[name, values]];
  const entries = [
    ...list('loss', loss),
    ...list('metrics', metrics),
    ...callbacks.flatMap((callback, i) => hooks.map((hook) => [`callbacks[${i}].${hook}`, callback[hook]] as const)),
    ...Object.entries({ trainStep, onEpoch, onWarning, stopWhen }),
  ];
  return Object.fromEntries(entries.flatMap(([path, value]) => (typeof value === 'function' ? [[path, nameOf(value)]] : [])));
}

const nameOf = (value: unknown): string => (value as { readonly name: string }).name || 'without a name';
