import { createBuilder } from './builder.ts';
import { integer, message, text } from '../protobuf.ts';
import { nameOf, savedModel, type GraphFunction } from './savedModel.ts';
import type { Attribute, Ref, ValueSlot } from './value.ts';

/** A graph that calls functions. */
export interface CallableGraph {
  /** Of `saved_model.pb`. */
  readonly file: Uint8Array;
  /** Names of what the functions are given. */
  readonly feeds: string;
  /** Names of what each function gives. */
  readonly fetches: readonly string[];
}

/**
 * A graph of nothing but calls. When a graph runs first, TensorFlow makes it smaller and faster by some twenty passes, which take longer
 * than hundreds of steps of a small network. It leaves out graphs of less than four nodes (`min_graph_nodes` of rewriter_config.proto) and
 * functions of tf.data, which has passes of its own, so that only those are left that a call asks for.
 * @param called At most two. All are given the same. @param functions Those that they call.
 */
export function callableGraph(called: readonly GraphFunction[], functions: readonly GraphFunction[] = []): CallableGraph {
  const { inputs } = called[0]!;
  const builder = createBuilder('g');
  const call = (name: string, given: readonly Ref[], outputs: readonly ValueSlot[]): readonly Ref[] => {
    const attributes = { Tin: typesOf(given), Tout: typesOf(outputs), f: { kind: 'function', value: name }, config_proto: passes } as const;
    return builder.add('StatefulPartitionedCall', given, attributes, outputs);
  };
  // Never called: what it would give is fed, as one node where placeholders would be many.
  const nothing = createBuilder('n');
  const outputs = inputs.map(({ type, shape }) =>
    nothing.one('Placeholder', [], { dtype: { kind: 'type', value: type }, shape: { kind: 'shape', value: shape } }, { type, shape }),
  );
  const fed = call('fed', [], outputs);
  const given: GraphFunction = { name: 'fed', inputs: [], outputs, nodes: nothing.nodes };
  const results = called.map((own) => call(own.name, fed, own.outputs));
  return {
    file: savedModel({ nodes: builder.nodes, functions: [given, ...called, ...functions].map(withoutPasses) }),
    feeds: fed.map(nameOf).join(),
    fetches: results.map((refs) => refs.map(nameOf).join()),
  };
}

const typesOf = (slots: readonly ValueSlot[]) => ({ kind: 'types', value: slots.map(({ type }) => type) }) as const;

const withoutPasses = (own: GraphFunction): GraphFunction => ({
  ...own,
  attributes: { ...own.attributes, _tf_data_function: { kind: 'bool', value: true } },
});

/**
 * ConfigProto.graph_options.rewrite_options: one time over (meta_optimizer_iterations), without MLIR (disable_tfg_optimizer), these
 * passes. The others changed neither the bits nor the pace of steps (MLP, convolutions, LSTM).
 */
const passes: Attribute = {
  kind: 'bytes',
  value: message(10, [
    message(10, [
      integer(12, 1),
      integer(32, 1),
      ...['pruning', 'common_subgraph_elimination', 'constfold', 'remap', 'dependency'].map((name) => text(100, name)),
    ]),
  ]),
};
