import { tf } from '#tf';
import { plannerOf, slotsOf, type Slot } from '../../src/backend/kernels/planned.ts';
import { addressOf, outputs, type WasmBackend } from '../../src/backend/kernels/repair.ts';
import { kernelModuleOf } from '../../src/backend/wasm/kernelModule.ts';

type Inputs = Readonly<Record<string, Slot & { readonly dataId: object }>>;

/**
 * Runs something with kernels of WebAssembly as a program runs them: planned, and computed twice at the same places, which hold
 * something else before.
 * @throws Error where one of them has no plan for what it is asked.
 */
export async function withPlans<T>(kernelNames: readonly string[], run: () => Promise<T>): Promise<T> {
  const ours = kernelNames.map((name) => tf.getKernel(name, 'wasm'));
  for (const kernel of ours) {
    const planner = plannerOf<number>(kernel.kernelFunc)!;
    tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel({
      ...kernel,
      kernelFunc(call) {
        const backend = call.backend as WasmBackend;
        const inputs = call.inputs as unknown as Inputs;
        const plan = planner(inputs, call.attrs);
        if (plan === undefined) throw new Error(`${kernel.kernelName} has no plan for ${JSON.stringify([inputs, call.attrs])}`);
        const places = (Array.isArray(inputs) ? [] : {}) as Record<string, number>;
        for (const name in inputs) if (inputs[name] as object | undefined) places[name] = addressOf(backend, inputs[name] as never);
        const made = outputs(backend, slotsOf(plan));
        const { scratch = 0, table = [] } = plan;
        kernelModuleOf(backend)!.withScratch(scratch + 4 * table.length, (address) => {
          new Int32Array(backend.wasm.HEAPU8.buffer, address + scratch, table.length).set(table);
          const to = made.map((tensor) => addressOf(backend, tensor));
          const compute = plan.bind({ inputs: places, output: to[0]!, outputs: to, scratch: address, table: address + scratch });
          for (let time = 0; time < 2; time++) {
            for (const tensor of made) backend.typedArrayFromHeap(tensor).fill(77);
            if (compute() === false) throw new Error(`${kernel.kernelName} refuses the values`);
          }
        });
        return Array.isArray(plan.output) ? made : made[0]!;
      },
    });
  }
  try {
    return await run();
  } finally {
    for (const kernel of ours) {
      tf.unregisterKernel(kernel.kernelName, 'wasm');
      tf.registerKernel(kernel);
    }
  }
}
