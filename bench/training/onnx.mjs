// The network of a task, with weights that are drawn, as an ONNX file. ONNX is NCHW, our tasks are NHWC.
import { onnxModel } from './onnxFile.mjs';
import { sizeOf, smallNumbers } from './tasks.mjs';

/** The weights in the order in which Keras and TF.js have them: kernel, bias, kernel, bias, ... */
export function weightsOf(task) {
  const weights = [];
  walk(task, (type, { units, filters, kernelSize }, input) => {
    const kernel = { dense: [input.at(-1), units], conv2d: [kernelSize, kernelSize, input.at(-1), filters] }[type];
    for (const shape of kernel === undefined ? [] : [kernel, kernel.slice(-1)]) {
      weights.push({ shape, values: smallNumbers(sizeOf(shape), 17 + weights.length) });
    }
  });
  return weights;
}

/** The bytes of a file whose input is `x` and whose output is `y`. */
export function onnxOf(task) {
  const weights = weightsOf(task);
  const initializers = [];
  const nodes = [];
  let flattened;
  const parameter = (shape, values) => initializers.push({ name: `w${initializers.length}`, shape, values }) && initializers.at(-1).name;
  const add = (type, inputs = [], attributes = {}) => {
    const from = nodes.at(-1)?.output ?? 'x';
    nodes.push({ type, inputs: [from, ...inputs], output: `v${nodes.length}`, attributes });
  };
  walk(task, (type, { activation, poolSize }, input) => {
    if (type === 'maxPooling2d') return add('MaxPool', [], { kernel_shape: [poolSize, poolSize], strides: [poolSize, poolSize] });
    if (type === 'flatten') {
      flattened = input;
      return add('Flatten');
    }
    const [kernel, bias] = weights.splice(0, 2);
    const biasName = parameter(bias.shape, bias.values);
    if (type === 'conv2d') add('Conv', [parameter(...outputsFirst(kernel)), biasName]);
    else add('Gemm', [parameter(kernel.shape, channelsFirst(kernel, flattened)), biasName]);
    if (activation !== undefined) add({ relu: 'Relu', softmax: 'Softmax' }[activation]);
    flattened = undefined;
  });
  nodes.at(-1).output = 'y';
  const [height, width, channels] = task.input;
  const input = task.input.length === 3 ? [channels, height, width] : task.input;
  return onnxModel({ nodes, initializers, input, output: task.output });
}

/** Calls with each layer and the shape of a row that comes in. */
function walk({ input, layers }, visit) {
  let shape = input;
  for (const [type, options] of layers) {
    visit(type, options, shape);
    const [height, width, channels] = shape;
    if (type === 'dense') shape = [options.units];
    else if (type === 'flatten') shape = [sizeOf(shape)];
    else if (type === 'conv2d') shape = [height - options.kernelSize + 1, width - options.kernelSize + 1, options.filters];
    else if (type === 'maxPooling2d') shape = [Math.floor(height / options.poolSize), Math.floor(width / options.poolSize), channels];
    else throw new Error(`internal: no ${type} in ONNX`);
  }
}

/** [height, width, from, to] -> [to, from, height, width] */
function outputsFirst({ shape: [height, width, from, to], values }) {
  const turned = new Float32Array(values.length);
  for (let at = 0; at < height * width; at++)
    for (let i = 0; i < from; i++)
      for (let o = 0; o < to; o++) turned[(o * from + i) * height * width + at] = values[(at * from + i) * to + o];
  return [[to, from, height, width], turned];
}

/** The kernel after a flatten of [height, width, channels], whose values come channel by channel there: [n, units] in other order. */
function channelsFirst({ shape: [, units], values }, flattened) {
  if (flattened === undefined || flattened.length < 3) return values;
  const [height, width, channels] = flattened;
  const turned = new Float32Array(values.length);
  for (let at = 0; at < height * width; at++)
    for (let c = 0; c < channels; c++) {
      const row = at * channels + c;
      turned.set(values.subarray(row * units, (row + 1) * units), (c * height * width + at) * units);
    }
  return turned;
}
