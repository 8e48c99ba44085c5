import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { offerGraphs, type TensorMade } from '../../graph/library.ts';
import type { NativeSettings } from '../../backend/nativeSettings.ts';
import { reason } from '../reason.ts';
import { createMemory } from './memory.ts';
import { outlast } from './outlast.ts';
import { cacheFolder } from './places.ts';

/** As much of tfjs-node's addon as runs graphs. */
interface GraphBinding {
  readonly TF_Version: string;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, tensors: readonly number[], inputs: string, outputs: string): readonly TensorMade[];
}

/** A new one, in the cache where there is no other place. @throws Error where none can be made. */
function makeFolder(): string {
  const make = (place: string) => mkdtempSync(join(place, 'netspec-graph-'));
  try {
    return make(tmpdir());
  } catch (error) {
    try {
      mkdirSync(cacheFolder(), { recursive: true });
      return make(cacheFolder());
    } catch {
      throw new Error(`it has no folder to be loaded from (${reason(error)}): set TMPDIR to one that can be written`);
    }
  }
}

/**
 * Has graphs of ours run on native bindings: as saved models, the only form in which tfjs-node's addon takes any.
 * @param version Of this package. @param settings By which the library was loaded.
 */
export function offerNativeGraphs(backend: object, version: string, { hasOneDnn }: NativeSettings): void {
  const flags = ['TF_XLA_FLAGS', 'XLA_FLAGS', 'TF_ENABLE_ONEDNN_OPTS'].map((name) => process.env[name] ?? '');
  const { binding } = backend as { readonly binding: GraphBinding };
  offerGraphs(backend, {
    load(file) {
      const folder = makeFolder();
      try {
        writeFileSync(join(folder, 'saved_model.pb'), file);
        return binding.loadSavedModel(folder, 'serve');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    run: (graph, tensors, inputs, outputs) => binding.runSavedModel(graph, tensors, inputs, outputs),
    free: (graph) => binding.deleteSavedModel(graph),
    outlast,
    memory: createMemory([version, binding.TF_Version, ...flags, `${hasOneDnn}`]),
  });
}
