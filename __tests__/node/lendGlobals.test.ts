import { afterEach, describe, expect, test } from '@jest/globals';
import { lendGlobals } from '../../src/node/webgpu.ts';

const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
afterEach(() => {
  if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator');
  else Object.defineProperty(globalThis, 'navigator', before);
});
const current = () => (globalThis as unknown as { readonly navigator?: { readonly gpu?: unknown; readonly cpus?: number } }).navigator;
const gpu = { name: 'a graphics card' };

/** As Node's own from 21 on: what it tells is private, and not told of another object. */
class Navigator {
  readonly #cpus = 4;
  get cpus() {
    return this.#cpus;
  }
}

describe('a graphics card', () => {
  test('is on the navigator that is there, which still tells what it told', () => {
    const navigator = new Navigator();
    Object.defineProperty(globalThis, 'navigator', { get: () => navigator, configurable: true });
    const takeBack = lendGlobals({ GPUTestUsage: { READ: 1 } }, gpu);
    expect(current()).toBe(navigator);
    expect(current()).toMatchObject({ gpu, cpus: 4 });
    expect((globalThis as { readonly GPUTestUsage?: unknown }).GPUTestUsage).toEqual({ READ: 1 });
    takeBack();
    expect('gpu' in navigator).toBe(false);
    expect('GPUTestUsage' in globalThis).toBe(false);
  });

  test('is on one of its own where there is none, which goes with it', () => {
    Reflect.deleteProperty(globalThis, 'navigator');
    const takeBack = lendGlobals({}, gpu);
    expect(current()).toEqual({ gpu });
    takeBack();
    expect('navigator' in globalThis).toBe(false);
  });
});
