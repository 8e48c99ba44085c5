import type { Tensor } from '@tensorflow/tfjs-core';
import { tf } from '#tf';
import type { TensorMade } from './library.ts';
import type { Attribute, TensorValues, ValueType } from './value.ts';

/** As much of tfjs-node's backend as is looked at, and of the addon below it. */
export interface NativeBackend {
  binding: Binding;
  readonly tensorMap: { get(dataId: object): TensorRecord | undefined };
  getInputTensorIds(tensors: readonly Tensor[]): number[];
  createOutputTensor(made: TensorMade): Tensor;
}

export interface TensorRecord {
  id: number;
  /** Those that are not handed to the addon yet. */
  values: TensorValues['values'] | null;
  readonly refCount: number;
}

export interface Binding {
  createTensor(shape: readonly number[], type: number, values: TensorValues['values']): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): TensorValues['values'];
  executeOp(op: string, attributes: readonly BindingAttribute[], inputs: readonly number[], outputs: number): TensorMade[];
}

export interface BindingAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: unknown;
}

export const nativeBackend = (): NativeBackend => tf.backend() as unknown as NativeBackend;

/** The number of a tensor, whose values are handed to the addon where they are not yet. */
export const idOf = (tensor: Tensor): number => nativeBackend().getInputTensorIds([tensor])[0]!;

const types: Readonly<Record<number, ValueType>> = { 1: 'float32', 3: 'int32', 22: 'uint32', 9: 'int64', 10: 'bool' };

/** Undefined for a type of which our graphs have no values. */
export const typeOf = (number: number): ValueType | undefined => types[number];

/** An attribute as the addon gets it; undefined where there is none like it here. */
export function attributeOf({ type, value }: BindingAttribute): Attribute | undefined {
  const kind = kinds[type];
  if (kind === undefined) return undefined;
  if (kind === 'type') {
    const own = typeOf(value as number);
    return own && { kind, value: own };
  }
  if (Array.isArray(value) && kind !== 'shape') return { kind: `${kind}s`, value } as Attribute;
  return { kind, value } as Attribute;
}

/** By TF_AttrType of TensorFlow's C API. */
const kinds = ['text', 'int', 'float', 'bool', 'type', 'shape'] as const;
