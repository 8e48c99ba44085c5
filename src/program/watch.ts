import type { KernelFunc, Tensor, TensorInfo, Variable } from '@tensorflow/tfjs-core';
import { tf } from '#tf';

/** What TF.js computes on, as far as it is watched. */
export interface WatchedBackend {
  write(values: unknown, shape: number[], dtype: TensorInfo['dtype']): object;
  read(dataId: object): Promise<unknown>;
  readSync(dataId: object): unknown;
  refCount(dataId: object): number;
}

/** Is told what happens. */
export interface Observer {
  /** @returns What is to run in the place of a kernel. */
  kernel(kernelName: string, kernelFunc: KernelFunc): KernelFunc;
  /** Values were handed to the backend. */
  wrote(dataId: object, values: unknown, shape: readonly number[], dtype: TensorInfo['dtype']): void;
  /** Values are being taken from it. */
  reads(): void;
  /** A variable is given the values of a tensor. */
  assigns(variable: Variable, tensor: Tensor): void;
  /** A random number is being taken from JavaScript. */
  drawsNumber(): void;
}

/** Has an observer told of all that TF.js does on its backend, until `stop` is called. */
export function watch(observer: Observer): { readonly stop: () => void } {
  const backend = tf.backend() as unknown as WatchedBackend;
  const puts: (() => void)[] = [];
  /** Puts another function in the place of one, until the end. */
  const replace = <Name extends string, F>(target: Record<Name, F>, name: Name, make: (before: F) => F) => {
    const isOwn = Object.hasOwn(target, name);
    const before = target[name];
    target[name] = make(before);
    puts.push(() => {
      if (isOwn) target[name] = before;
      else Reflect.deleteProperty(target, name);
    });
  };
  for (const config of tf.getKernelsForBackend(tf.getBackend())) {
    replace(config as { kernelFunc: KernelFunc }, 'kernelFunc', (kernelFunc) => observer.kernel(config.kernelName, kernelFunc));
  }
  replace(
    backend as Pick<WatchedBackend, 'write'>,
    'write',
    (write) =>
      function (this: unknown, values, shape, dtype) {
        const dataId = write.call(this, values, shape, dtype);
        observer.wrote(dataId, values, shape, dtype);
        return dataId;
      },
  );
  replace(
    backend as Pick<WatchedBackend, 'read'>,
    'read',
    (read) =>
      function (this: unknown, dataId) {
        observer.reads();
        return read.call(this, dataId);
      },
  );
  replace(
    backend as Pick<WatchedBackend, 'readSync'>,
    'readSync',
    (readSync) =>
      function (this: unknown, dataId) {
        observer.reads();
        return readSync.call(this, dataId);
      },
  );
  replace(
    tf.Variable.prototype as Pick<Variable, 'assign'>,
    'assign',
    (assign) =>
      function (this: Variable, tensor) {
        observer.assigns(this, tensor);
        assign.call(this, tensor);
      },
  );
  replace(Math as Pick<Math, 'random'>, 'random', (random) => () => {
    observer.drawsNumber();
    return random();
  });
  return {
    stop() {
      for (const put of puts.splice(0).reverse()) put();
    },
  };
}
