import { defineConfig } from 'rolldown';
import { digestSources } from './fixtures/making/generation.js';
import manifest from './package.json' with { type: 'json' };

/** The package's public files: its command and its entry points, each from the source of the same name. */
const publicFiles = [...Object.values(manifest.bin), ...Object.values(manifest.exports).flatMap(compiled)];

/** Files that run as their own process. */
const programs = [
  'cli',
  'fixtures/making/draw-ahead-process',
  'fixtures/making/pack-drawings-process',
  'mock/store/lmdb/check-process',
  'bench/bench',
  'bench/servers/drain',
  'bench/servers/express-multer',
  'bench/servers/mock',
];

/** Packages that go into the bundle: as hundreds of small files they take most of the time in which the mock loads. */
const bundled = [
  'ajv',
  'fast-deep-equal',
  'fast-uri',
  'json-schema-traverse',
  // Nothing but a report needs these, and no user of the package has to install them.
  'preact',
  'preact-render-to-string',
] as const;

/**
 * Bundles the sources into a few files: loading two hundred small ones took a fifth of the mock's start.
 * Other dependencies stay packages. `tsc` checks the types and writes the declarations.
 */
export default defineConfig({
  input: Object.fromEntries([...publicFiles.map(nameOf), ...programs].map((name) => [name, `${name}.ts`])),
  platform: 'node',
  external: (id) =>
    /^[^./]/.test(id) &&
    !id.startsWith('@oxc-project/runtime/') &&
    !bundled.some((name) => id === name || id.startsWith(`${name}/`)),
  transform: {
    target: 'es2023',
    define: { EENDIGO_KIT_SOURCES: JSON.stringify(await digestSources('fixtures')) },
  },
  output: {
    dir: 'dist',
    cleanDir: true,
    chunkFileNames: 'parts/[name].js',
    // The declarations have the docstrings. In the code they would be a quarter of what Node.js reads at the start.
    comments: { legal: true, annotation: true, jsdoc: false },
  },
});

function compiled(exported: string | { readonly default: string }): readonly string[] {
  return typeof exported === 'string' ? [] : [exported.default];
}

function nameOf(file: string): string {
  return file.replace(/^(?:\.\/)?dist\//, '').replace(/\.js$/, '');
}
