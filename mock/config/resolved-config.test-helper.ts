import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll } from 'vitest';
import { settingsOf } from '../command/settings.js';
import { addFlags } from './flags.js';
import { type Resolved, resolveConfig, type Sources } from './resolve.js';

/** Resolves configurations like the command, with files in a folder of the calling test file. */
export interface ConfigResolver {
  readonly folder: () => string;
  /** Resolves arguments, variables and the contents of a file. */
  readonly resolved: (words: readonly string[], env?: Sources['env'], contents?: unknown) => Promise<Resolved>;
  /** Returns the error message for a configuration, without the folder of its file. */
  readonly problemOf: (words: readonly string[], env?: Sources['env'], contents?: unknown) => Promise<string>;
}

/** Creates the resolver. Call it at the top of a test file: it makes the folder before the tests, and deletes it after them. */
export function useConfigResolver(): ConfigResolver {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-config-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const resolved: ConfigResolver['resolved'] = async (words, env = {}, contents) => {
    const file = contents === undefined ? undefined : join(folder, 'mock.yaml');
    if (file !== undefined) await writeFile(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
    const command = addFlags(new Command()).exitOverride();
    const flags = command
      .configureOutput({ writeErr: () => {} })
      .parse([...words], { from: 'user' })
      .opts();
    return resolveConfig({ flags, env, file });
  };
  return {
    folder: () => folder,
    resolved,
    problemOf: (...given) =>
      resolved(...given)
        .then(settingsOf)
        .then(
          () => 'not rejected',
          (error: Error) => error.message.replaceAll(`${folder}/`, ''),
        ),
  };
}
