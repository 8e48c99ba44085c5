import { expect, test } from '@jest/globals';
import { createTrainer, DataError, evaluate, exportModel, load, NetspecError, predict, save, train, UsageError } from 'netspec';

const spec = { network: { input: [2], layers: [{ type: 'dense', units: 1 }] }, training: { loss: 'meanSquaredError' } } as const;
const data = { xs: [[1, 2]], ys: [1] };
const none = undefined as never;
const withOption = (options: object) => train(spec, data, { backend: 'cpu', ...options });

const usage: Readonly<Record<string, () => Promise<unknown>>> = {
  'load()': () => load(none),
  'load(5)': () => load(5 as never),
  'load("")': () => load(''),
  'save()': () => save(none, none),
  'save({}, folder)': () => save({} as never, 'build/nothing'),
  'predict()': () => predict(none, []),
  'evaluate()': () => evaluate(none, data),
  'exportModel()': () => exportModel(none, none),
  'train(spec, data, null)': () => train(spec, data, null as never),
  'train(spec, data, 5)': () => train(spec, data, 5 as never),
  'createTrainer(spec, data, "x")': () => createTrainer(spec, data, 'x' as never),
  'onEpoch: 5': () => withOption({ onEpoch: 5 }),
  'onBackend: 5': () => withOption({ onBackend: 5 }),
  'signal: 5': () => withOption({ signal: 5 }),
  'metrics: 5': () => withOption({ metrics: 5 }),
  'callbacks: [{ onEpochEnd: 5 }]': () => withOption({ callbacks: [{ onEpochEnd: 5 }] }),
  'checkpoints: 5': () => withOption({ checkpoints: 5 }),
  'checkpoints: {}': () => withOption({ checkpoints: {} }),
  'models: { a: 5 }': () => withOption({ models: { a: 5 }, trainStep: () => ({ loss: 1 }) }),
};
const wrongData: Readonly<Record<string, () => Promise<unknown>>> = {
  'train(spec)': () => train(spec, none),
  'train(spec, 5)': () => train(spec, 5 as never),
  'train(spec, { xs })': () => train(spec, { xs: [[1, 2]] } as never),
  'train(spec, { xs: null, ys })': () => train(spec, { xs: null, ys: [1] } as never),
};
const told = async (calls: typeof usage) => {
  const texts: string[] = [];
  for (const [name, call] of Object.entries(calls)) texts.push(`${name}\n${await call().then(() => 'no error', String)}`);
  return texts.join('\n');
};

test.each([...Object.entries(usage), ...Object.entries(wrongData)])('%s is an error of ours', async (name, call) => {
  const error = await call().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(NetspecError);
  expect(error).toBeInstanceOf(name in usage ? UsageError : DataError);
});

test('a call with wrong arguments says what was expected', async () => {
  expect(await told(usage)).toMatchInlineSnapshot(`
   "load()
   UsageError: the call has a problem
     folder: expected the path of a folder, received nothing
   load(5)
   UsageError: the call has a problem
     folder: expected the path of a folder, received 5
   load("")
   UsageError: the call has a problem
     folder: expected the path of a folder, received ""
   save()
   UsageError: the call has a problem
     model: expected a Model, received nothing
       fix: give what train or load returned
   save({}, folder)
   UsageError: the call has a problem
     model: expected a Model, received {}
       fix: give what train or load returned
   predict()
   UsageError: the call has a problem
     model: expected a Model, received nothing
       fix: give what train or load returned
   evaluate()
   UsageError: the call has a problem
     model: expected a Model, received nothing
       fix: give what train or load returned
   exportModel()
   UsageError: the call has a problem
     model: expected a Model, received nothing
       fix: give what train or load returned
   train(spec, data, null)
   UsageError: the call has a problem
     options: expected an object, received null
   train(spec, data, 5)
   UsageError: the call has a problem
     options: expected an object, received 5
   createTrainer(spec, data, "x")
   UsageError: the call has a problem
     options: expected an object, received "x"
   onEpoch: 5
   UsageError: the call has a problem
     onEpoch: expected a function, received 5
   onBackend: 5
   UsageError: the options of the call has a problem
     onBackend: expected a function, received 5
   signal: 5
   UsageError: the call has a problem
     signal: expected an AbortSignal, received 5
   metrics: 5
   UsageError: the call has a problem
     metrics: expected a list, received 5
   callbacks: [{ onEpochEnd: 5 }]
   UsageError: the call has a problem
     callbacks: expected a list of objects with functions, received [{"onEpochEnd":5}]
   checkpoints: 5
   UsageError: the call has a problem
     checkpoints: expected an object with a function save, received 5
   checkpoints: {}
   UsageError: the call has a problem
     checkpoints: expected an object with a function save, received {}
   models: { a: 5 }
   UsageError: the call has a problem
     models: expected tf.LayersModels by name, received {"a":5}"
  `);
  expect(await told(wrongData)).toMatchInlineSnapshot(`
   "train(spec)
   DataError: the data has a problem
     data: expected an object with xs and ys, as the spec has no features, received nothing
       fix: give { xs, ys }, or write features and target into the spec to use rows
   train(spec, 5)
   DataError: the data has a problem
     data: expected an object with xs and ys, as the spec has no features, received 5
       fix: give { xs, ys }, or write features and target into the spec to use rows
   train(spec, { xs })
   DataError: the data has a problem
     data: expected an object with xs and ys, as the spec has no features, received {"xs":[[1,2]]}
       fix: give { xs, ys }, or write features and target into the spec to use rows
   train(spec, { xs: null, ys })
   DataError: the data has a problem
     xs: expected arrays of numbers, a typed array or a tensor, received null"
  `);
});
