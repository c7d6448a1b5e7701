import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';

const rooms = ['spec', 'fixtures', 'mock', 'conformance', 'bench', 'docs'];

/**
 * The test files that replace or reset modules, or say that they need their own. The others share the modules of their
 * worker.
 */
const isolated = rooms.flatMap((room) =>
  readdirSync(join(import.meta.dirname, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `${room}/${file.replaceAll('\\', '/')}`)
    .filter((file) =>
      /\bvi\.(mock|doMock|resetModules)\(|^\/\/ Needs modules of its own\b/m.test(
        readFileSync(join(import.meta.dirname, file), 'utf8'),
      ),
    ),
);

const all = [`{${rooms.join(',')}}/**/*.test.ts`, '*.test.ts'];

export default defineConfig({
  test: {
    globalSetup: ['fixtures/draw-all.test-setup.ts'],
    // By default one processor stays idle, which is half of two.
    maxWorkers: '100%',
    // Ten times what the longest test needs on an idle machine: others are slower, and busy.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A poll waits for an event, which a busy machine delays. The default is one second.
    expect: { poll: { timeout: 60_000 } },
    retry: 0,
    projects: [
      {
        extends: true,
        // Loading the kit anew for every file is a fifth of the time.
        test: { name: 'shared', include: all, exclude: [...configDefaults.exclude, ...isolated], isolate: false },
      },
      { extends: true, test: { name: 'isolated', include: isolated } },
    ],
  },
});
