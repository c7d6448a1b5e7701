import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');

/** A project with the packed kit and the other packages that the guides install. */
export interface KitProject extends AsyncDisposable {
  /** Creates a folder in which `eendigo-kit` and the test runners can be imported. */
  readonly folder: (name: string) => Promise<string>;
  /** Creates a folder that resembles a built clone of the repository. */
  readonly clone: (name: string) => Promise<string>;
  /** The environment of a shell whose `npx` starts the kit immediately, in English whatever the machine's locale is. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Packs the built kit and installs it in a temporary project. Its dependencies, and the other packages of the guides, come
 * from this repository, so nothing is downloaded.
 */
export async function createKitProject(): Promise<KitProject> {
  const base = await mkdtemp(join(tmpdir(), 'eendigo-kit-guides-'));
  const [kit, bin, modules] = [join(base, 'kit'), join(base, 'bin'), join(base, 'node_modules')];
  for (const folder of [kit, bin, modules]) await mkdir(folder);
  await unpackKit(base, kit);
  await symlink(join(root, 'node_modules'), join(kit, 'node_modules'));
  await symlink(kit, join(modules, 'eendigo-kit'));
  for (const name of ['vitest', 'jest', '@jest', 'express', 'typescript', '@types'])
    await symlink(join(root, 'node_modules', name), join(modules, name));
  await symlink(join(root, 'node_modules', '.bin'), join(modules, '.bin'));
  // Replaces npx, which takes half a second to start an installed program.
  await program(
    join(bin, 'npx'),
    `case "$1" in eendigo-kit) shift; exec "${kit}/dist/bin.js" "$@";; esac
program=$1; shift; exec "${modules}/.bin/$program" "$@"`,
  );
  // curl shows its progress when it writes to a pipe, but not in a reader's terminal.
  await writeFile(join(base, '.curlrc'), 'no-progress-meter\n');
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(VITEST|JEST|NODE_TEST|NODE_ENV|NODE_OPTIONS|TEST$|HOST$|PORT$|npm_|ADMIN_TOKEN|.*_proxy$)/i.test(name),
    ),
  );
  const inProject = async (name: string): Promise<string> => {
    const folder = join(base, name);
    await mkdir(folder);
    await symlink(modules, join(folder, 'node_modules'));
    return folder;
  };
  return {
    folder: inProject,
    clone: async (name) => {
      const folder = join(base, name);
      await cp(kit, folder, { recursive: true, verbatimSymlinks: true });
      return folder;
    },
    env: { ...env, PATH: `${bin}:${process.env['PATH']}`, CURL_HOME: base, NO_COLOR: '1', LC_ALL: 'C.UTF-8' },
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }),
  };
}

/** What a user's project that checks types has beside the kit. */
const typeScriptProject = ['@types/node', 'vitest'];

/**
 * Packs the built kit and installs it in a temporary project without its development dependencies: it finds its
 * dependencies alone, and the project has the types of Node.js and Vitest. Nothing is fetched.
 */
export async function createTypesProject(): Promise<
  AsyncDisposable & { readonly folder: string; readonly kit: string }
> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-types-'));
  const kit = join(folder, 'node_modules', 'eendigo-kit');
  await mkdir(kit, { recursive: true });
  await unpackKit(folder, kit);
  const { dependencies } = JSON.parse(await readFile(join(kit, 'package.json'), 'utf8'));
  const installed = [
    ...Object.keys(dependencies).map((name) => [name, kit] as const),
    ...typeScriptProject.map((name) => [name, folder] as const),
  ];
  for (const [name, place] of installed) {
    await mkdir(dirname(join(place, 'node_modules', name)), { recursive: true });
    await symlink(join(root, 'node_modules', name), join(place, 'node_modules', name));
  }
  return { folder, kit, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** Packs the built kit into a folder, and unpacks it into another. */
async function unpackKit(folder: string, kit: string): Promise<void> {
  const packed = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root });
  const [{ filename }] = JSON.parse(packed.stdout);
  await run('tar', ['-xzf', join(folder, filename), '-C', kit, '--strip-components=1']);
}

async function program(file: string, script: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}
