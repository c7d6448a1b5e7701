import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The folder of the adapters that users copy. */
export const adaptersFolder = join(import.meta.dirname, 'adapters');

/** An adapter that can run here: its file, and the command that runs it. */
export interface RunnableAdapter {
  readonly file: string;
  readonly command: readonly [string, ...string[]];
  /** Names the environment variable by which its runtime trusts the authorities in a file. */
  readonly authoritiesVariable: string;
  /** The file of failures that its library cannot avoid. */
  readonly knownFailures?: string;
}

/** How to run an adapter. */
interface AdapterRecipe {
  readonly file: string;
  readonly authoritiesVariable: string;
  /** The Debian packages that it needs. */
  readonly packages: readonly string[];
  /** Returns the command, after a build where it needs one. Rejects when a tool is missing. */
  readonly prepare: (file: string, folder: string) => Promise<readonly [string, ...string[]]>;
}

/** Finds the first of these Python programs that has a module. */
async function pythonWith(module: string): Promise<string> {
  for (const program of ['python3', '/usr/bin/python3'])
    if (
      await run(program, ['-c', `import ${module}`]).then(
        () => true,
        () => false,
      )
    )
      return program;
  throw new Error(`no Python with ${module}`);
}

const recipes: readonly AdapterRecipe[] = [
  {
    file: 'fetch.mjs',
    authoritiesVariable: 'NODE_EXTRA_CA_CERTS',
    packages: [],
    prepare: async (file) => [process.execPath, file],
  },
  {
    file: 'axios.mjs',
    authoritiesVariable: 'NODE_EXTRA_CA_CERTS',
    packages: [],
    prepare: async (file) => [process.execPath, file],
  },
  {
    file: 'python.py',
    authoritiesVariable: 'SSL_CERT_FILE',
    packages: ['python3'],
    prepare: async (file) => [await pythonWith('json'), file],
  },
  {
    file: 'python_requests.py',
    authoritiesVariable: 'SSL_CERT_FILE',
    packages: ['python3-requests'],
    prepare: async (file) => [await pythonWith('requests'), file],
  },
  {
    file: 'python_httpx.py',
    authoritiesVariable: 'SSL_CERT_FILE',
    packages: ['python3-httpx'],
    prepare: async (file) => [await pythonWith('httpx'), file],
  },
  {
    file: 'nethttp.go',
    authoritiesVariable: 'SSL_CERT_FILE',
    packages: ['golang-go'],
    prepare: async (file, folder) => {
      await run('go', ['build', '-o', join(folder, 'client'), file]);
      return [join(folder, 'client')];
    },
  },
];

/**
 * Builds the adapters that can run on this machine, and names the others with what they need.
 *
 * @throws Error in CI, where each of them is required
 */
export async function prepareAdapters(): Promise<readonly RunnableAdapter[]> {
  const prepared = await Promise.all(
    recipes.map(async ({ file, authoritiesVariable, packages, prepare }) => {
      const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-adapter-'));
      try {
        const command = await prepare(join(adaptersFolder, file), folder);
        const knownFailures = join(adaptersFolder, `${file}.known-failures.yaml`);
        return [{ file, authoritiesVariable, command, ...(existsSync(knownFailures) ? { knownFailures } : {}) }];
      } catch (error) {
        const missing = `the adapter ${file} is left out: apt-get install ${packages.join(' ')} (${String(error)})`;
        if (process.env['CI'] === 'true') throw new Error(missing);
        process.stderr.write(`${missing}\n`);
        return [];
      }
    }),
  );
  return prepared.flat();
}
