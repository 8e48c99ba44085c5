import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { keepCompiled, keepRunning } from './compiled.mjs';

const { createContext } = vm;

keepCompiled();

/**
 * Jest watches the global object of a test, so that each `Math` or `Float32Array` that is read goes through a proxy: half of the time
 * of TensorFlow.js. Here it is an object as Node's own, which goes when the test does.
 */
export default class extends TestEnvironment {
  constructor(...given) {
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
  }

  /** Native bindings hand out arrays of Node itself: to a test they must be those that it knows by the same names. */
  async setup() {
    await super.setup();
    Object.assign(this.global, { ArrayBuffer, Float32Array, Int32Array, Uint8Array });
  }

  async teardown() {
    keepRunning();
    await super.teardown();
  }
}
