import type { Frame } from '../../src/data/frame.ts';
import { sourceOfText } from '../../src/data/read/byteInput.ts';
import type { DelimitedOptions } from '../../src/data/read/delimited/dialect.ts';
import { collect } from '../../src/data/read/collect.ts';

/** The table of a CSV text, whose rows stand in lines. */
export async function tableOfCsv(text: string, name: string, options: DelimitedOptions = {}): Promise<Frame> {
  async function* open() {
    yield new TextEncoder().encode(text);
  }
  return await collect(sourceOfText({ name, isRepeatable: true, open }, options));
}
