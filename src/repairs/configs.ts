import type { serialization } from '@tensorflow/tfjs-core';
import { layerPrototype, type Tf } from './layerClass.ts';

type Properties = Readonly<Record<string, unknown>>;

/** Mends what layers of TF.js 4.22 say too little of, or wrongly, when they are saved: they come back from a file as others. */
export function repairConfigs(tf: Tf): void {
  amend(tf, 'SeparableConv2D', ({ depthMultiplier }) => ({ depthMultiplier }));
  amend(tf, 'AlphaDropout', ({ noiseShape }) => ({ noiseShape }));
  amend(tf, 'DepthwiseConv2D', ({ depthwiseConstraint }) => ({ depthwiseConstraint: toConfig(depthwiseConstraint) }));
  // A file has this activation in snake case; TF.js makes camel case of it and then looks for a name that it does not have.
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  classNameMap['geluNew'] ??= classNameMap['gelu_new']!;
}

function amend(tf: Tf, className: string, tell: (layer: Properties) => object): void {
  const prototype = layerPrototype(tf, className);
  const { getConfig } = prototype;
  prototype.getConfig = function () {
    return { ...getConfig.call(this), ...tell(this as unknown as Properties) };
  };
}

function toConfig(constraint: unknown): object | null {
  if (typeof constraint !== 'object' || constraint === null) return null;
  const serializable = constraint as serialization.Serializable;
  return { className: serializable.getClassName(), config: serializable.getConfig() };
}
