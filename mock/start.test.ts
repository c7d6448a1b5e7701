import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const built = join(dirname(createRequire(import.meta.url).resolve('eendigo-kit/package.json')), 'dist');

/** Packages that a start does not need. Each loads on first use. */
const unneeded = [
  'commander',
  '@apidevtools/swagger-parser',
  'openapi3-ts',
  'opentype.js',
  'ora',
  'prom-client',
  'undici',
  'vitest',
  'yaml',
  'zxing-wasm',
];

/** Runs statements in a process, and returns the names of the packages that it has loaded files of. */
async function loadedBy(statements: string): Promise<readonly string[]> {
  const program = `
    import { Session } from 'node:inspector';
    const session = new Session();
    session.connect();
    const packages = new Set();
    session.on('Debugger.scriptParsed', ({ params: { url } }) => {
      const [, name] = /.*\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)\\//.exec(url) ?? [];
      if (name) packages.add(name);
    });
    session.post('Debugger.enable');
    ${statements}
    console.log(JSON.stringify([...packages]));
    process.exit();
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

const started = `
  const { createMockServer } = await import(${JSON.stringify(join(built, 'mock', 'index.js'))});
  const mock = await createMockServer();
`;

test('a start loads no optional package, and no image library before it listens', async () => {
  const loaded = await loadedBy(started);
  expect(loaded).toContain('express');
  expect([...unneeded, 'sharp'].filter((name) => loaded.includes(name))).toEqual([]);
});

test('a listening mock loads the image library ahead of the first picture, and nothing else', async () => {
  const loaded = await loadedBy(`
    ${started}
    await new Promise((resolve) => setTimeout(resolve, 1).ref());
    await new Promise((resolve) => setImmediate(resolve));
  `);
  expect(loaded).toContain('sharp');
  expect(unneeded.filter((name) => loaded.includes(name))).toEqual([]);
});

test('importing the mock without starting one does not load Express', async () => {
  const loaded = await loadedBy(`await import(${JSON.stringify(join(built, 'mock', 'index.js'))});`);
  expect(loaded).toContain('lru-cache');
  expect(loaded).not.toContain('express');
});

test('importing the suite without sending a request does not load undici', async () => {
  const loaded = await loadedBy(`await import(${JSON.stringify(join(built, 'conformance', 'index.js'))});`);
  expect(loaded).toContain('commander');
  expect(loaded).not.toContain('undici');
});

test('printing the version loads the command line and no folder of the kit', async () => {
  const loaded = await loadedBy(`
    process.argv.splice(1, Infinity, 'eendigo-kit', '--version');
    await import(${JSON.stringify(join(built, 'cli.js'))});
  `);
  expect(loaded).toEqual(['commander']);
});

test('a bundled package is not loaded from node_modules, and its licence is in the build', async () => {
  expect(await loadedBy(started)).not.toContain('ajv');
  expect(await readdir(join(built, 'licences'))).toEqual(expect.arrayContaining(['ajv', 'fast-uri']));
});

test('this check detects a package that is loaded on first use', async () => {
  const loaded = await loadedBy(`
    ${started}
    const measured = await createMockServer({ metrics: true });
    await fetch(measured.url + '/__admin/metrics');
  `);
  expect(loaded).toContain('prom-client');
});
