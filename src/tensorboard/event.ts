import { frameRecord } from './record.ts';
import { bytes, double, integer, joinBytes, message, text } from '../protobuf.ts';

// Each of these is one record of an event file: the message `Event` of tensorflow/core/util/event.proto, framed.

/** The first event of every file. `wallTime` is in seconds since 1970. */
export const versionEvent = (wallTime: number): Uint8Array => event([double(1, wallTime), text(3, 'brain.Event:2')]);

/** A graph that `graphDef` gave. */
export const graphEvent = (graph: Uint8Array, wallTime: number): Uint8Array => event([double(1, wallTime), bytes(4, graph)]);

/** Values that `scalar` and `histogram` gave, all of one step. */
export const summaryEvent = (values: readonly Uint8Array[], step: number, wallTime: number): Uint8Array =>
  event([double(1, wallTime), integer(2, step), message(5, values)]);

/**
 * A run begins with `step`: what earlier files of the folder have of it and of later steps is to be forgotten (`SessionLog.START`).
 * TensorBoard takes the first of them for the beginning of all, so that each file needs one.
 */
export const startEvent = (step: number, wallTime: number): Uint8Array =>
  event([double(1, wallTime), integer(2, step), message(7, [integer(1, 1)])]);

const event = (fields: readonly Uint8Array[]) => frameRecord(joinBytes(fields));
