import { describe, expect, test } from '@jest/globals';
import { decode } from 'fast-png';
import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { XorResult } from '../../src/demos/xor.ts';
import { capture } from './capture.ts';
import { temporaryFolder } from './temporary.ts';

const place = temporaryFolder();
/** Without what a clock tells. */
const timeless = (text: string) => text.replace(/\d+\.\d ms/g, 'T ms');

test('netspec xor tells the whole story', async () => {
  const { code, stdout, stderr } = await capture(['xor', '--seed', '1']);
  expect([code, stderr]).toEqual([0, '']);
  expect(timeless(stdout)).toMatchInlineSnapshot(`
   "The spec
   {
     "netspec": 1,
     "name": "xor",
     "network": {
       "input": [2],
       "layers": [
         { "id": "hidden", "type": "dense", "units": 8, "activation": "tanh" },
         { "id": "output", "type": "dense", "units": 1, "activation": "sigmoid" }
       ]
     },
     "training": {
       "loss": "binaryCrossentropy",
       "optimizer": { "type": "adam", "learningRate": 0.1 },
       "epochs": 300,
       "batchSize": 4,
       "shuffle": false,
       "seed": 1
     }
   }

   Loss (binary cross-entropy), step by step
     0.77 ┤▇▄▄▄▃▃▃▃▂▁
          │███████████▇▆▅▃
          │████████████████▆▄▂
          │███████████████████▇▄▂
          │██████████████████████▇▅▃▁
     0.00 ┤███████████████████████████▇▆▅▅▄▃▃▃▂▂▂▂▂▁▁▁▁▁▁▁▁▁▁▁

   Weights and biases
     hidden
     unit      x1       x2     bias
        1  0.1259   1.5615  -0.2617
        2  2.9407   3.3716  -0.8218
        3  0.4666  -2.6947   0.1451
        4  3.3824   3.8192  -1.0409
        5  0.5681   1.7936  -1.0870
        6  3.2736   3.9434  -1.1068
        7  1.3159  -2.9636  -0.5704
        8  4.3558  -2.9657   1.0065
     output
     hidden 1  -1.1989
     hidden 2   1.9374
     hidden 3   2.2697
     hidden 4   2.3572
     hidden 5  -2.1169
     hidden 6   2.4442
     hidden 7   1.5436
     hidden 8  -4.0016
         bias  -0.1808

   Predictions, with seed 1
     x1  x2  expected    output  rounded
      0   0         0  0.001087        0
      0   1         1  0.985808        1
      1   0         1  0.996921        1
      1   1         0  0.018634        0
   Solved in 51 steps, T ms: loss 0.0093.

   What it answers between and around the four points (from blank, 0, to @, 1)
       x2
          │@@@@@@@@@@@@@@@@@%%*+-:.             
          │@@@@@@@@@@@@@@@@%#*=-..              
          │@@@@@@@@@@@@@@@%#*=-..               
        1 ┤@@@@@@1@@@@@@@%#*=:..         0      
          │@@@@@@@@@@@@@%#*=:..                 
          │@@@@@@@@@@@@%#*=-:.                  
          │@@@@@@@@@@@@%*+-:..                  
          │@@@@@@@@@@@%#+=::....                
          │%@@@@@@@@@%#*=-:::...................
          │+*%%@@@%%##*+=---:::::::::::::::::---
          │.:=++****++===================++++++*
          │  ....::::---==++++******########%%%%
          │          .::-=+*###%%%%%%%@@@@@@@@@@
          │            .:=*#%%%@@@@@@@@@@@@@@@@@
          │             .-+*%%@@@@@@@@@@@@@@@@@@
        0 ┤      0       .-+#%@@@@@@@@@@@1@@@@@@
          │               .-+#%@@@@@@@@@@@@@@@@@
          │                .:=#%@@@@@@@@@@@@@@@@
          │                 .:=*%@@@@@@@@@@@@@@@
                 0                       1       x1

   The same training without a hidden layer
     0.77 ┤▇▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆
          │██████████████████████████████████████████████████████████████████████
     0.00 ┤██████████████████████████████████████████████████████████████████████
     x1  x2  expected    output  rounded
      0   0         0  0.500000        1
      0   1         1  0.500000        1
      1   0         1  0.500000        1
      1   1         0  0.500000        1
   Not solved in 300 steps, T ms: loss 0.6931 (ln 2 is 0.6931).
   Without a hidden layer the answer depends on one weighted sum of x1 and x2, so 0
   and 1 lie on two sides of a straight line; no line parts (0,1) and (1,0) from
   (0,0) and (1,1), and the best left is to answer 0.5 everywhere, at loss ln 2 =
   0.693.
   "
  `);
});

test('where there is colour, the surface has it', async () => {
  const { stdout } = await capture(['xor', '--seed', '1'], { colour: 'truecolor' });
  expect(stdout).toContain('(blue is 0, orange is 1)');
  expect(stdout).toContain('\x1b[38;2;');
});

test('a network that cannot bend does not solve it, and says so', async () => {
  const { code, stdout } = await capture(['xor', '--seed', '1', '--activation', 'linear', '--hidden', '2']);
  expect(code).toBe(0);
  expect(timeless(stdout).match(/.*olved in.*/g)).toEqual([
    'Not solved in 300 steps, T ms: loss 0.6931 (ln 2 is 0.6931).',
    'Not solved in 300 steps, T ms: loss 0.6931 (ln 2 is 0.6931).',
  ]);
});

test('--json gives the result as one object', async () => {
  const { stdout, stderr } = await capture(['xor', '--seed', '4', '--json']);
  const result = JSON.parse(stdout) as XorResult;
  expect(stdout.trimEnd()).not.toContain('\n');
  expect(stderr).toBe('');
  expect(result).toMatchObject({ seed: 4, solved: true, withoutHidden: { solved: false } });
  expect(result.predictions.map((point) => point.rounded)).toEqual([0, 1, 1, 0]);
  expect(Object.keys(result).sort()).toEqual([
    'loss', 'losses', 'milliseconds', 'predictions', 'seed', 'solved', 'spec', 'steps', 'surface', 'weights', 'withoutHidden',
  ]); // prettier-ignore
});

describe('--out', () => {
  test('draws a PNG', async () => {
    const { code, stderr } = await capture(['xor', '--seed', '1', '--out', place('xor.png')]);
    expect([code, stderr]).toEqual([0, `wrote ${place('xor.png')}\n`]);
    expect(decode(await readFile(place('xor.png')))).toMatchObject({ width: 540, height: 540 });
  });

  test('draws an SVG', async () => {
    await capture(['xor', '--seed', '1', '--out', place('xor.SVG')]);
    expect(await readFile(place('xor.SVG'), 'utf8')).toMatch(/^<svg xmlns[\s\S]*<\/svg>\n$/);
  });

  test('of another kind is refused before anything is trained or written', async () => {
    const { code, stdout, stderr } = await capture(['xor', '--out', 'xor.gif']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec xor has a problem
       --out: expected a file that ends in .png or .svg, received "xor.gif"
     "
    `);
  });

  test('where nothing can be written is told, and leaves nothing', async () => {
    const before = await readdir(dirname(place('x')));
    const { code, stderr } = await capture(['xor', '--out', place('missing/xor.svg')]);
    expect(code).toBe(1);
    expect(stderr.replace(place(''), 'FOLDER')).toMatchInlineSnapshot(`
     "UsageError: what was to be written has a problem
       FOLDER/missing/xor.svg: expected a place where a file can be written, received ENOENT: no such file or directory
     "
    `);
    expect(await readdir(dirname(place('x')))).toEqual(before);
  });
});
