// Reads a CSV by tf.data.csv, which gives an object a row with the numbers converted. Prints milliseconds and rows.
import * as tf from '@tensorflow/tfjs';

const start = performance.now();
let rows = 0;
await tf.data.csv(`file://${process.argv[2]}`).forEachAsync(() => void rows++);
console.log(JSON.stringify({ milliseconds: performance.now() - start, rows }));
