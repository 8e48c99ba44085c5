import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { repairTf } from './repairs/repairTf.ts';

repairTf(tf);

/**
 * The one place from which TensorFlow.js comes (`#tf`). Pages and bundlers get this file; Node gets
 * `node/tf.ts`, which loads the same packages three times faster.
 */
export { tf, tfl };
