import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { loadInstalled } from './loadInstalled.ts';
import { bindingOf } from './packageLoader.ts';
import { nativePlaces, within } from './places.ts';
import { resolvePackage } from './resolvePackage.ts';

/** Native bindings that may be on a machine. */
export interface Candidate {
  /** As a reason names it. */
  readonly name: string;
  /** How it is loaded; undefined where it is not there, or a text why it cannot be. */
  find(): (() => void) | string | undefined;
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
      return () => void load(dirname(packageJson));
    },
  };
}

function installed(): Candidate {
  return {
    name: 'those of netspec native install',
    find() {
      const { folder } = nativePlaces();
      return existsSync(within(folder).record) ? () => loadInstalled(folder) : undefined;
    },
  };
}
