import { tf } from '#tf';
import { toLayersModel } from '../compile/toLayersModel.ts';
import { UsageError } from '../errors.ts';
import { takeExamples } from '../model/examples.ts';
import { readArrays, type Arrays } from '../model/slots.ts';
import { toTensor } from '../model/table.ts';
import { taskOf } from '../model/task.ts';
import { targetLabels } from '../metrics/labels.ts';
import type { NormalisedModel } from '../spec/normalised.ts';
import type { Sliceable } from './sliceable.ts';

/** Arrays, read and checked once, of which some rows can be taken: as tensors, which are freed with the next and at the end. */
export async function sliceArrays(spec: NormalisedModel, data: Arrays): Promise<Sliceable> {
  const layersModel = toLayersModel(spec, 1);
  try {
    const examples = await readArrays(spec, layersModel, data);
    const task = taskOf(spec.training, examples.outputs);
    if (task === undefined) {
      const expected = 'a network with one output that is classes or numbers';
      const fix = 'train on parts of the arrays yourself, and measure what suits them';
      throw new UsageError('the folds', [{ path: 'network', expected, received: 'one of another sort', fix }]);
    }
    const isClass = task === 'binary' || task === 'multiclass';
    const [inputNames, outputNames] = [spec.network.inputs.map(({ id }) => id), spec.network.outputs.map(({ name }) => name)];
    const tensors: ReturnType<typeof toTensor>[] = [];
    const dispose = () => tf.dispose(tensors.splice(0));
    return {
      count: examples.rows,
      examples,
      classes: isClass ? targetLabels(examples.outputs[0]!.values, examples.rows) : undefined,
      take(rows) {
        dispose();
        const { inputs, outputs, weights } = takeExamples(examples, rows);
        const named = (names: readonly string[], tables: typeof inputs) =>
          Object.fromEntries(
            tables.map((table, i) => {
              const tensor = toTensor(table);
              tensors.push(tensor);
              return [names[i]!, tensor];
            }),
          );
        return { xs: named(inputNames, inputs), ys: named(outputNames, outputs), ...(weights ? { sampleWeight: weights } : {}) };
      },
      dispose,
    };
  } finally {
    layersModel.dispose();
  }
}
