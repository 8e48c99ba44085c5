import { TestEnvironment } from 'jest-environment-node';

/** Native bindings hand out arrays of Node itself: to a test they must be those that it knows by the same names. */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { ArrayBuffer, Float32Array, Int32Array, Uint8Array });
  }
}
