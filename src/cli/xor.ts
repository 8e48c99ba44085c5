import { xorOptions } from '../demos/xorOptions.ts';
import { UsageError } from '../errors.ts';
import { command, json, path } from './command.ts';
import { writeJson } from './io.ts';

export const xor = command({
  name: 'xor',
  summary: 'Learns XOR before your eyes, and shows that without a hidden layer it cannot be done.',
  positionals: {},
  options: {
    ...xorOptions,
    out: path('a file that ends in .png or .svg')({ doc: 'Draws the decision surface into a .png or .svg file.', optional: true }),
    json,
  },
  examples: [
    { line: 'netspec xor', does: 'all of it, in the terminal' },
    { line: 'netspec xor --seed 7 --hidden 2 --steps 5000', does: 'two hidden units can do it, but not from every start' },
    { line: 'netspec xor --out xor.svg', does: 'the decision surface as a drawing' },
  ],
  run: async ({ out, json, ...options }, io) => {
    const ending = out === undefined ? undefined : /\.(png|svg)$/i.exec(out)?.[1]?.toLowerCase();
    if (out !== undefined && ending === undefined) {
      throw new UsageError('the command line of netspec xor', [
        { path: '--out', expected: 'a file that ends in .png or .svg', received: JSON.stringify(out) },
      ]);
    }
    const demo = await import('../demos/xor.ts');
    const result = await demo.xor(options);
    if (out !== undefined) {
      const { surface, predictions } = result;
      const drawing =
        ending === 'png'
          ? (await import('../demos/surfacePng.ts')).surfacePng(surface, predictions)
          : (await import('../demos/surfaceSvg.ts')).surfaceSvg(surface, predictions);
      const { writeFileAtomically } = await import('../node/writeFile.ts');
      await writeFileAtomically(out, drawing);
    }
    if (json === true) writeJson(io.stdout, result);
    else {
      const { xorText } = await import('./xorText.ts');
      io.stdout.write(xorText(result, io.stdout));
      if (out !== undefined) io.stderr.write(`wrote ${out}\n`);
    }
    return 0;
  },
});
