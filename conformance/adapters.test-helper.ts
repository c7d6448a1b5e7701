import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The folder of the adapters that users copy. */
export const adaptersFolder = join(import.meta.dirname, 'adapters');

/** Returns the environment in which a runtime trusts the authority in a file. */
type Trust = (certificate: string) => Promise<NodeJS.ProcessEnv>;

/** An adapter that can run here: its file, and the command that runs it. */
export interface RunnableAdapter {
  readonly file: string;
  readonly command: readonly [string, ...string[]];
  readonly trust: Trust;
  /** The file of failures that its library cannot avoid. */
  readonly knownFailures?: string;
  /** The HTTP statuses after which its library sends the request again, which nothing can forbid. */
  readonly repeatsAfter?: readonly number[];
  /** Whether it can take all cases in one process. */
  readonly isSession?: boolean;
}

const trustByVariable =
  (name: string): Trust =>
  async (certificate) => ({ [name]: certificate });

/** Java reads no PEM file. */
const trustByStore: Trust = async (certificate) => {
  const store = `${certificate}.store`;
  const options = ['-storepass', 'public', '-alias', 'mock', '-noprompt'];
  await run('keytool', ['-importcert', '-file', certificate, '-keystore', store, ...options]);
  return { JAVA_TOOL_OPTIONS: `-Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=public` };
};

/** How to run an adapter. */
export interface AdapterRecipe {
  readonly file: string;
  readonly trust: Trust;
  readonly repeatsAfter?: readonly number[];
  /** Whether it can take all cases in one process. */
  readonly isSession?: boolean;
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

/** Compiles a Java adapter with these libraries of Debian. */
function compileJava(libraries: readonly string[]): AdapterRecipe['prepare'] {
  return async (file, folder) => {
    const classPath = [...libraries.map((library) => `/usr/share/java/${library}.jar`), folder].join(delimiter);
    await run('javac', ['-cp', classPath, '-d', folder, file]);
    // The quickest start, because each case starts it anew.
    return ['java', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', classPath, basename(file, '.java')];
  };
}

/** The adapters that run, in the order of the table. */
export const adapterRecipes: readonly AdapterRecipe[] = [
  {
    file: 'fetch.mjs',
    isSession: true,
    // The Fetch Standard demands it, because the server has then not acted on the request.
    repeatsAfter: [421],
    trust: trustByVariable('NODE_EXTRA_CA_CERTS'),
    packages: [],
    prepare: async (file) => [process.execPath, file],
  },
  {
    file: 'axios.mjs',
    isSession: true,
    trust: trustByVariable('NODE_EXTRA_CA_CERTS'),
    packages: [],
    prepare: async (file) => [process.execPath, file],
  },
  {
    file: 'python.py',
    isSession: true,
    trust: trustByVariable('SSL_CERT_FILE'),
    packages: ['python3'],
    prepare: async (file) => [await pythonWith('json'), file],
  },
  {
    file: 'python_requests.py',
    isSession: true,
    trust: trustByVariable('SSL_CERT_FILE'),
    packages: ['python3-requests'],
    prepare: async (file) => [await pythonWith('requests'), file],
  },
  {
    file: 'python_httpx.py',
    isSession: true,
    trust: trustByVariable('SSL_CERT_FILE'),
    packages: ['python3-httpx'],
    prepare: async (file) => [await pythonWith('httpx'), file],
  },
  {
    file: 'nethttp.go',
    trust: trustByVariable('SSL_CERT_FILE'),
    packages: ['golang-go'],
    prepare: async (file, folder) => {
      await run('go', ['build', '-o', join(folder, 'client'), file]);
      return [join(folder, 'client')];
    },
  },
  {
    file: 'JavaHttpClient.java',
    isSession: true,
    trust: trustByStore,
    packages: ['openjdk-17-jdk-headless', 'libgoogle-gson-java'],
    prepare: compileJava(['gson']),
  },
  {
    file: 'JavaOkHttp.java',
    isSession: true,
    trust: trustByStore,
    packages: ['openjdk-17-jdk-headless', 'libgoogle-gson-java', 'libokhttp-java'],
    prepare: compileJava(['gson', 'okhttp', 'okio']),
  },
  {
    file: 'php-curl.php',
    trust: trustByVariable('SSL_CERT_FILE'),
    packages: ['php-cli', 'php-curl'],
    prepare: async (file) => {
      await run('php', ['-r', 'curl_init();']);
      return ['php', file];
    },
  },
  {
    file: 'php-guzzle.php',
    trust: trustByVariable('SSL_CERT_FILE'),
    packages: ['php-cli', 'php-curl', 'php-guzzlehttp-guzzle'],
    prepare: async (file) => {
      const guzzle = '/usr/share/php/GuzzleHttp/autoload.php';
      await run('php', ['-r', `require '${guzzle}';`]);
      return ['php', '-d', `auto_prepend_file=${guzzle}`, file];
    },
  },
  {
    file: 'nethttp.rb',
    isSession: true,
    trust: trustByVariable('SSL_CERT_FILE'),
    packages: ['ruby'],
    prepare: async (file) => {
      await run('ruby', ['--version']);
      return ['ruby', file];
    },
  },
  {
    file: 'curl.sh',
    trust: trustByVariable('CURL_CA_BUNDLE'),
    packages: ['curl', 'jq'],
    prepare: async (file) => {
      await run('jq', ['--version']);
      return ['bash', file];
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
    adapterRecipes.map(async ({ packages, prepare, ...adapter }) => {
      const { file } = adapter;
      const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-adapter-'));
      try {
        const command = await prepare(join(adaptersFolder, file), folder);
        const knownFailures = join(adaptersFolder, `${file}.known-failures.yaml`);
        return [{ ...adapter, command, ...(existsSync(knownFailures) ? { knownFailures } : {}) }];
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
