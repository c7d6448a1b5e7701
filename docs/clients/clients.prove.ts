import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followGuide } from '../follow-guide.test-helper.js';
import { readBlocks, readCommands } from '../guide-blocks.test-helper.js';
import { createKitProject, type KitProject } from '../packed-kit.test-helper.js';
import { wiresByPage } from './wire.test-helper.js';

const run = promisify(execFile);
const pages = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.md'));
const read = (page: string): string => readFileSync(join(import.meta.dirname, page), 'utf8');

/** How to find out that a page's language is installed, and the Debian packages to install it. */
const tools: Readonly<Record<string, { readonly probe: string; readonly packages: string }>> = {
  'bash.md': { probe: 'curl --version && jq --version', packages: 'curl jq' },
  'go.md': { probe: 'go version', packages: 'golang-go' },
  'java.md': {
    probe: 'java --version && ls /usr/share/java/okhttp.jar /usr/share/java/okio.jar /usr/share/java/gson.jar',
    packages: 'openjdk-17-jdk-headless libokhttp-java libgoogle-gson-java',
  },
  'node.md': { probe: 'node --version', packages: 'nodejs' },
  'php.md': { probe: "php -r 'curl_init();'", packages: 'php-cli php-curl' },
  'python.md': {
    probe: "python3 -c 'import requests' || /usr/bin/python3 -c 'import requests'",
    packages: 'python3-requests',
  },
  'ruby.md': { probe: 'ruby --version', packages: 'ruby' },
};

/** Commands of languages that have no package of Debian or npm. `clients.test.ts` sends what their programs send. */
const leftOut = ['dart run ', 'dotnet run', 'gradle run', 'swift check.swift'];
const isLeftOut = (command: string): boolean => leftOut.some((start) => command.startsWith(start));

const succeeds = (command: string): Promise<boolean> =>
  run('bash', ['-c', command]).then(
    () => true,
    () => false,
  );

/** The pages whose language is missing. In CI, each language is required. */
const missing = new Set<string>();
for (const [page, { probe, packages }] of Object.entries(tools)) {
  if (await succeeds(probe)) continue;
  const reason = `the page ${page} is left out: apt-get install ${packages}`;
  if (process.env['CI'] === 'true') throw new Error(reason);
  process.stderr.write(`${reason}\n`);
  missing.add(page);
}

let project: KitProject;
beforeAll(async () => {
  project = await createKitProject();
});
afterAll(() => project[Symbol.asyncDispose]());

/** The environment, with Debian's Python first if the other one has no requests. */
async function environment(folder: string): Promise<NodeJS.ProcessEnv> {
  if (await succeeds("python3 -c 'import requests'")) return project.env;
  const bin = join(folder, '.bin');
  await mkdir(bin);
  await symlink('/usr/bin/python3', join(bin, 'python3'));
  return { ...project.env, PATH: `${bin}:${project.env['PATH']}` };
}

describe('following a page for a language', () => {
  for (const page of pages)
    test.skipIf(missing.has(page))(`${page} prints the output that it shows`, { timeout: 240_000 }, async () => {
      const folder = await project.folder(page.replace('.', '-'));
      await followGuide(read(page), { folder, env: await environment(folder), isLeftOut });
    });
});

test('every page is of a language that runs, or of one whose requests are sent', () => {
  expect([...Object.keys(tools), ...Object.keys(wiresByPage)].toSorted()).toEqual(pages.toSorted());
});

test('the commands that are left out are those of the languages that do not run', () => {
  for (const page of pages) {
    const commands = readBlocks(read(page)).flatMap(({ language, text }) =>
      language === 'sh' ? readCommands(text).map(({ command }) => command) : [],
    );
    expect(commands.some(isLeftOut), page).toBe(page in wiresByPage && page !== 'react-native.md');
  }
});
