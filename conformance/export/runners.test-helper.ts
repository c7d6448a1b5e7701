import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runIn } from './export.test-helper.js';

/** The program files of the tools that run exports. */
export interface Runners {
  readonly newman: string;
  readonly bruno: string;
  readonly httpyac: string;
}

const own = join(import.meta.dirname, 'runners');
const kept = join(import.meta.dirname, '../../node_modules/.cache/export-runners');

/**
 * Installs the tools in the versions of `runners/package-lock.json`, once for each content of that file. They are not among
 * the dependencies of the repository, because they are ten times as many packages.
 */
export async function installRunners(): Promise<Runners> {
  const lock = await readFile(join(own, 'package-lock.json'));
  const folder = join(kept, createHash('sha256').update(lock).digest('hex').slice(0, 16));
  const done = join(folder, 'installed');
  if (!existsSync(done)) {
    await mkdir(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json']) await copyFile(join(own, file), join(folder, file));
    // What the packages do when they are installed is not needed.
    const { code, printed } = await runIn(folder, ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund']);
    if (code !== 0) throw new Error(`npm ci fails in ${folder}:\n${printed}`);
    await writeFile(done, '');
  }
  const at = (path: string): string => join(folder, 'node_modules', path);
  return {
    newman: at('newman/bin/newman.js'),
    bruno: at('@usebruno/cli/bin/bru.js'),
    httpyac: at('httpyac/bin/httpyac.js'),
  };
}
