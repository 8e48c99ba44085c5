import type { GraphNode } from './graphDef.ts';

/** As much of a tf.LayersModel as its graph needs. */
export interface GraphModel extends GraphLayer {
  readonly inputs: readonly GraphTensor[];
  readonly outputs: readonly GraphTensor[];
}
interface GraphLayer {
  readonly name: string;
  getClassName(): string;
  /** One for each call of the layer. */
  readonly inboundNodes: readonly { readonly inputTensors: readonly GraphTensor[]; readonly outputTensors: readonly GraphTensor[] }[];
}
interface GraphTensor {
  readonly id: number;
  readonly shape: readonly (number | null)[];
  readonly sourceLayer: GraphLayer;
  /** Which call of the layer it came from. */
  readonly nodeIndex: number;
}

/**
 * A node for each input and each use of a layer, each after what it reads. A model inside the model is a box with its layers; a
 * layer that is used again is a node again, with a number behind its name.
 */
export function layerGraph(model: GraphModel): readonly GraphNode[] {
  const graph: Graph = { nodes: [], names: new Set() };
  const inputs = model.inputs.map(({ sourceLayer, shape }) => {
    const name = uniqueName(sourceLayer.name, graph.names);
    graph.nodes.push({ name, op: 'InputLayer', inputs: [], shapes: [shape] });
    return name;
  });
  addLayers(model, inputs, '', graph);
  return graph.nodes;
}

interface Graph {
  readonly nodes: GraphNode[];
  readonly names: Set<string>;
}

/** Adds the layers of a model that reads `inputs`; answers what its outputs are called. */
function addLayers(model: GraphModel, inputs: readonly string[], scope: string, graph: Graph): readonly string[] {
  const known = new Map(model.inputs.map(({ id }, i) => [id, inputs[i]!]));
  const nameOf = ({ id, sourceLayer, nodeIndex }: GraphTensor): string => {
    const already = known.get(id);
    if (already !== undefined) return already;
    const { inputTensors, outputTensors } = sourceLayer.inboundNodes[nodeIndex]!;
    const reads = inputTensors.map(nameOf);
    const name = uniqueName(`${scope}${sourceLayer.name}`, graph.names);
    let outputs: readonly string[];
    if (isModel(sourceLayer)) outputs = addLayers(sourceLayer, reads, `${name}/`, graph);
    else {
      graph.nodes.push({ name, op: sourceLayer.getClassName(), inputs: reads, shapes: outputTensors.map(({ shape }) => shape) });
      outputs = outputTensors.map((_, i) => (i === 0 ? name : `${name}:${i}`));
    }
    outputTensors.forEach((tensor, i) => known.set(tensor.id, outputs[i]!));
    return known.get(id)!;
  };
  return model.outputs.map(nameOf);
}

const isModel = (layer: GraphLayer): layer is GraphModel => Array.isArray((layer as { layers?: unknown }).layers);

/** The name, or where that is taken, the name and a number. */
function uniqueName(name: string, names: Set<string>): string {
  let unique = name;
  for (let count = 2; names.has(unique); count++) unique = `${name}_${count}`;
  names.add(unique);
  return unique;
}
