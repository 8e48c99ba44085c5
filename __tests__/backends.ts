import { existsSync } from 'node:fs';
import { here, nativePlaces, within } from '../src/node/native/places.ts';

// Where the user's are, whom jest.config.mjs keeps out of all other tests.
process.env['NETSPEC_CACHE'] = process.env['NETSPEC_TEST_CACHE'] ?? ''; // empty: where it is by default

export const isNativeInstalled = existsSync(within(nativePlaces(here()).folder).record);
/** Where everything is checked for good, a test that is left out would be a test that passes. */
export const isNativeAsked = isNativeInstalled || process.env['CI'] === 'true';

type TestedBackend = 'cpu' | 'wasm' | 'native';

/** What tests of all backends run on. Native bindings are left out where they are not installed, but for CI. */
export const backends: readonly TestedBackend[] = isNativeAsked ? ['cpu', 'wasm', 'native'] : ['cpu', 'wasm'];
