import { BUCKETS, bucketsOf } from './buckets.ts';
import { bytes, doubles, floats, integer, message, text } from '../protobuf.ts';

// Each of these is one `Summary.Value` (tensorflow/core/framework/summary.proto), in the form of TensorBoard's second API:
// a tensor, and the name of the plugin that shows it.

/** A number under `tag`, kept in 32 bits. */
export const scalar = (tag: string, value: number): Uint8Array =>
  summaryValue(tag, 'scalars', [integer(1, FLOAT), SHAPE_OF_A_NUMBER, floats(5, [value])]);

/** How `values` are spread, as 30 buckets of equal width. Values that are not finite are left out. */
export const histogram = (tag: string, values: ArrayLike<number>): Uint8Array =>
  summaryValue(tag, 'histograms', [integer(1, DOUBLE), SHAPE_OF_BUCKETS, bytes(4, doubles(bucketsOf(values).flat()))]);

// Numbers of tensorflow/core/framework/types.proto.
const FLOAT = 1;
const DOUBLE = 2;

const shape = (sizes: readonly number[]) =>
  message(
    2,
    sizes.map((size) => message(2, [integer(1, size)])),
  );
const SHAPE_OF_A_NUMBER = shape([]);
const SHAPE_OF_BUCKETS = shape([BUCKETS, 3]);

const summaryValue = (tag: string, plugin: string, tensor: readonly Uint8Array[]) =>
  message(1, [text(1, tag), message(8, tensor), message(9, [message(1, [text(1, plugin)])])]);
