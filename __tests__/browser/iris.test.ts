import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { load } from 'netspec';
import type { Browser, Page } from 'playwright-core';
import { root } from '../docs/run.ts';
import { addressOf, serve, startBrowser } from './server.ts';

let folder: string;
let server: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netspec-page-'));
  await promisify(execFile)(process.execPath, ['examples/browser/iris/build.mjs', folder], { cwd: root });
  server = await serve(folder);
  browser = await startBrowser();
  page = await browser.newPage();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true });
});

/** The page's sliders, and what it makes of them. */
const readPage = async () => {
  const row: Record<string, number> = await page.$$eval('input', (sliders) =>
    Object.fromEntries(sliders.map((s) => [s.name, Number(s.value)])),
  );
  const shown: [string, number][] = await page.$$eval('#probabilities tr', (lines) =>
    lines.map((line) => [line.firstElementChild!.textContent!, line.querySelector('meter')!.value]),
  );
  return { row, answer: await page.textContent('#answer'), probabilities: Object.fromEntries(shown) };
};

test('a page opens the bundle and answers the same rows with the same answers as Node', async () => {
  await page.goto(addressOf(server));
  await page.waitForSelector('#probabilities tr');
  const model = await load(join(folder, 'model'));
  for (const petals of ['1.4', '4.5', '6.5']) {
    await page.fill('input[name=petal_length]', petals);
    await page.fill('input[name=petal_width]', String(Number(petals) / 3));
    await page.waitForFunction(
      (text) =>
        document.querySelector('output:last-of-type') &&
        document.querySelector('input[name=petal_length]')!.nextElementSibling!.textContent === text,
      petals,
    );
    await page.waitForTimeout(50);
    const { row, answer, probabilities } = await readPage();
    const [expected] = (await model.predict([row])) as [{ species: string; probabilities: Record<string, number> }];
    expect(answer).toBe(expected.species);
    for (const [name, probability] of Object.entries(expected.probabilities)) expect(probabilities[name]).toBeCloseTo(probability, 5);
  }
  model.dispose();
}, 60_000);

test('a page that finds a damaged bundle says so', async () => {
  const weights = join(folder, 'model/weights.bin');
  const bytes = await readFile(weights);
  await writeFile(weights, bytes.subarray(0, 100));
  await page.goto(addressOf(server));
  await page.waitForFunction(() => document.querySelector('#problem')!.textContent !== '');
  expect(await page.textContent('#problem')).toMatch(/^BundleError: "model\/" has a problem\n {2}weights.bin: expected checksum/);
  await writeFile(weights, bytes);
}, 60_000);
