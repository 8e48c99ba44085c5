import { describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { capture } from './capture.ts';
import { temporaryFolder } from './temporary.ts';

const place = temporaryFolder();
const spec = JSON.stringify({
  name: 'small',
  network: {
    input: [4],
    layers: [
      { type: 'dense', units: 3, activation: 'relu' },
      { type: 'dense', units: 1 },
    ],
  },
  training: { loss: 'mse' },
});
const broken = JSON.stringify({
  network: {
    input: [4],
    layers: [
      { type: 'dens', units: 3 },
      { type: 'dense', units: 'ten' },
    ],
  },
});

test.each(readdirSync('models'))('models/%s is right', async (name) => {
  expect(await capture(['check', `models/${name}`])).toEqual({ code: 0, stdout: `models/${name} is right\n`, stderr: '' });
});

describe('a spec that is wrong', () => {
  test('has exit code 1 and all its problems on standard error', async () => {
    await writeFile(place('broken.json'), broken);
    const { code, stdout, stderr } = await capture(['check', place('broken.json')]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.replace(place(''), 'FOLDER')).toMatchInlineSnapshot(`
     "SpecError: FOLDER/broken.json has 2 problems
       network.layers[0].type: expected a type of layer, received "dens"
         fix: did you mean "dense"?
       network.layers[1].units: expected a positive integer, received "ten"
     "
    `);
  });

  test('gives machines the problems as data', async () => {
    const { code, stdout, stderr } = await capture(['check', '-', '--json'], { stdin: broken });
    expect([code, stderr]).toEqual([1, '']);
    const { valid, issues } = JSON.parse(stdout) as { valid: boolean; issues: { path: string }[] };
    expect(valid).toBe(false);
    expect(issues.map(({ path }) => path)).toEqual(['network.layers[0].type', 'network.layers[1].units']);
  });

  test.each(['--full', '--summary', '--diagram'])('prints nothing else with %s', async (option) => {
    expect(await capture(['check', '-', option], { stdin: broken })).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('a file that is no spec', () => {
  test('that is no JSON is told by line and column', async () => {
    await writeFile(place('comma.json'), '{\n  "network": {\n    "input": [2],\n  }\n}\n');
    const { code, stderr } = await capture(['check', place('comma.json')]);
    expect(code).toBe(1);
    expect(stderr.replaceAll(place(''), 'FOLDER')).toMatchInlineSnapshot(`
     "SpecError: FOLDER/comma.json has a problem
       FOLDER/comma.json line 4 column 3: expected another entry after the comma, received "}"
         fix: take the comma out
     "
    `);
  });

  test('that is not there, or a folder', async () => {
    const told = [];
    for (const path of ['missing.json', 'models']) told.push((await capture(['check', path])).stderr);
    expect(told.join('')).toMatchInlineSnapshot(`
     "UsageError: the spec has a problem
       missing.json: expected a JSON file, received no such file
     UsageError: the spec has a problem
       models: expected a JSON file, received a folder
     "
    `);
  });

  test('with a byte order mark is taken', async () => {
    expect(await capture(['check', '-'], { stdin: `\uFEFF${spec}` })).toMatchObject({ code: 0, stdout: 'standard input is right\n' });
  });
});

describe('what is printed of a spec', () => {
  test('--full: tells the layers that the data are awaited for', async () => {
    const features = { a: 'number', s: 'sequence', c: { type: 'category', encoding: 'embedding' } };
    const { code, stdout, stderr } = await capture(['check', '-', '--full'], {
      stdin: JSON.stringify({ features, target: { y: 'category' } }),
    });
    expect([code, (await capture(['check', '-', '--full'], { stdin: stdout })).stdout]).toEqual([0, stdout]);
    expect(stderr).toMatchInlineSnapshot(`
     "besides, made once the data are known:
     [
       {
         "type": "masking",
         "id": "s_masking",
         "from": "s",
         "maskValue": 0,
         "trainable": true
       },
       {
         "type": "gru",
         "id": "s_gru",
         "from": "s_masking",
         "units": 32,
         "returnSequences": false,
         "returnState": false,
         "goBackwards": false,
         "stateful": false,
         "unroll": false,
         "activation": "tanh",
         "useBias": true,
         "kernelInitializer": { "type": "glorotNormal" },
         "recurrentInitializer": { "type": "orthogonal", "gain": 1 },
         "biasInitializer": { "type": "zeros" },
         "dropout": 0,
         "recurrentDropout": 0,
         "recurrentActivation": "hardSigmoid",
         "resetAfter": false,
         "trainable": true
       },
       {
         "type": "embedding",
         "id": "c_embedding",
         "from": "c",
         "inputDim": null,
         "outputDim": null,
         "embeddingsInitializer": { "type": "randomUniform", "minval": -0.05, "maxval": 0.05 },
         "maskZero": false,
         "trainable": true
       },
       {
         "type": "flatten",
         "id": "c_flatten",
         "from": "c_embedding",
         "trainable": true
       },
       {
         "type": "concatenate",
         "id": "features",
         "from": ["input", "s_gru", "c_flatten"],
         "axis": -1,
         "trainable": true
       },
       {
         "type": "dense",
         "id": "head",
         "from": "dense_2",
         "units": null,
         "activation": "softmax",
         "useBias": true,
         "kernelInitializer": { "type": "glorotNormal" },
         "biasInitializer": { "type": "zeros" },
         "trainable": true
       }
     ]
     "
    `);
  });

  test('--full: every default filled in, itself a right spec that stays the same', async () => {
    const { stdout } = await capture(['check', '-', '--full'], { stdin: spec });
    expect(JSON.parse(stdout)).toMatchObject({ netspec: 1, name: 'small', training: { epochs: 100, batchSize: 32 } });
    expect((await capture(['check', '-', '--full'], { stdin: stdout })).stdout).toBe(stdout);
  });

  test('--summary: its layers, shapes and parameters', async () => {
    expect((await capture(['check', '-', '--summary'], { stdin: spec })).stdout).toMatchInlineSnapshot(`
     "small

     layer    type   reads    output  parameters
     input    input           [?, 4]
     dense_1  dense  input    [?, 3]          15
     dense_2  dense  dense_1  [?, 1]           4

     19 parameters, 19 of them trainable
     "
    `);
  });

  test('--diagram: Mermaid, or SVG', async () => {
    expect((await capture(['check', '--diagram', '-'], { stdin: spec })).stdout).toMatch(/^flowchart TD\n/);
    expect((await capture(['check', '-', '--diagram', 'svg'], { stdin: spec })).stdout).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
  });

  test.each([
    ['--full', 'spec'],
    ['--summary', 'summary'],
    ['--diagram', 'diagram'],
  ])('%s with --json is in "%s" of the object', async (option, key) => {
    const answer = JSON.parse((await capture(['check', '-', option, '--json'], { stdin: spec })).stdout) as Record<string, unknown>;
    const text = (await capture(['check', '-', option], { stdin: spec })).stdout;
    expect(answer).toMatchObject({ valid: true, issues: [] });
    expect(key === 'spec' ? answer[key] : `${(answer[key] as string).trimEnd()}\n`).toEqual(key === 'spec' ? JSON.parse(text) : text);
  });

  test('two of them at once are refused', async () => {
    expect((await capture(['check', 'models/iris.json', '--full', '--diagram'])).stderr).toMatchInlineSnapshot(`
     "UsageError: the command line of netspec check has a problem
       --full --diagram: expected one of --full, --summary and --diagram, received 2 of them
     "
    `);
  });
});

test('what is checked stays as it is on disk', async () => {
  const before = await readFile('models/iris.json', 'utf8');
  await capture(['check', 'models/iris.json', '--full']);
  expect(await readFile('models/iris.json', 'utf8')).toBe(before);
});
