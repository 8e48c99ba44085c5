import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { loadInstalled } from './loadInstalled.ts';
import { bindingOf } from './packageLoader.ts';
import { here, nativePlaces, within } from './places.ts';
import { resolvePackage } from './resolvePackage.ts';
import { tryUnlessTried } from './tried.ts';
import { tryBindings } from './tryInstalled.ts';

/** Native bindings that may be on a machine. */
export interface Candidate {
  /** As a reason names it. */
  readonly name: string;
  /** Undefined where it is not there, or a text why it cannot be loaded. */
  find(): Found | string | undefined;
}

interface Found {
  load(): void;
  /** To be done before: what ends the process ends another one. @throws BackendError where it does not work. */
  tryFirst?(): Promise<void>;
}

/** Fastest first: on a graphics card, then as a package of the project, then as `netspec native install` left them. */
export const candidates: readonly Candidate[] = [packaged('@tensorflow/tfjs-node-gpu'), packaged('@tensorflow/tfjs-node'), installed()];

function packaged(name: string): Candidate {
  return {
    name,
    find() {
      const load = createRequire(import.meta.url);
      const packageJson = resolvePackage(name);
      if (packageJson === undefined) return undefined;
      // npm may have left it without its binding (--ignore-scripts): it would load for long, to say so in seven lines.
      if (!existsSync(bindingOf(dirname(packageJson)))) return 'its binding is missing';
      const folder = dirname(packageJson);
      return { load: () => void load(folder), tryFirst: () => tryUnlessTried(folder, () => tryBindings(folder, folder, here())) };
    },
  };
}

function installed(): Candidate {
  return {
    name: 'those of netspec native install',
    find() {
      const { folder } = nativePlaces();
      if (!existsSync(within(folder).record)) return undefined;
      const { tfjsNode } = within(folder);
      return { load: () => loadInstalled(tfjsNode), tryFirst: () => tryUnlessTried(tfjsNode, () => tryBindings(folder, tfjsNode, here())) };
    },
  };
}
