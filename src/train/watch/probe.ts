import type { Tensor } from '@tensorflow/tfjs-core';
import type { layers as tfLayers, LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { tfl } from '#tf';

export type Layer = tfLayers.Layer;

/** What one use of a layer answers. */
export interface LayerOutput {
  readonly layer: Layer;
  readonly tensor: SymbolicTensor;
}

interface Graph {
  readonly nodesByDepth: Readonly<
    Record<string, readonly { readonly outboundLayer: Layer; readonly outputTensors: readonly SymbolicTensor[] }[]>
  >;
}

/** What every layer of a model answers, inputs aside, each after those that it reads. A nested model counts as one layer. */
export function layerOutputs(layersModel: LayersModel): readonly LayerOutput[] {
  const { model } = layersModel as { readonly model?: unknown };
  if (layersModel instanceof tfl.Sequential && !model) layersModel.build(); // it makes its graph when it is first run
  const { nodesByDepth } = layersModel as unknown as Graph; // protected; deepest is what comes first
  return Object.entries(nodesByDepth)
    .sort(([a], [b]) => Number(b) - Number(a))
    .flatMap(([, nodes]) => nodes)
    .filter(({ outboundLayer }) => outboundLayer.getClassName() !== 'InputLayer')
    .flatMap(({ outboundLayer, outputTensors }) => outputTensors.map((tensor) => ({ layer: outboundLayer, tensor })));
}

/**
 * Makes what tells the values of some of them for a batch, as in prediction: without dropout, and no running mean is moved.
 * @returns a function of a tensor for each input of the model, to be called in a tidy.
 */
export function createProbe(layersModel: LayersModel, wanted: readonly LayerOutput[]): (inputs: readonly Tensor[]) => readonly Tensor[] {
  // It has the layers of the model and owns nothing, so it is not disposed.
  const outputs = wanted.map(({ tensor }) => tensor);
  const probe = tfl.model({ inputs: layersModel.inputs, outputs, name: 'probe' });
  return (inputs) => {
    const answer = probe.apply([...inputs]) as Tensor | Tensor[];
    return Array.isArray(answer) ? answer : [answer];
  };
}

/** Whether a run moves the state that a layer keeps from batch to batch. */
export const keepsState = (layersModel: LayersModel): boolean => layersModel.layers.some(({ stateful }) => stateful);
