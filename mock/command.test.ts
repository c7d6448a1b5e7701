import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandIo } from '../spec/index.js';
import { mockCommand } from './command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-mock-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command until it has greeted, asks the mock for its profile, and ends it. */
async function profileOf(...words: string[]): Promise<string> {
  const interrupt = new AbortController();
  let profile = 'never greeted';
  let asked: Promise<void> | undefined;
  const io: CommandIo = {
    out: (line) => {
      const [, url] = /^eendigo-kit mock listens on (\S+)/.exec(line) ?? [];
      if (url)
        asked = fetch(`${url}/__admin/version`).then(async (answer) => {
          ({ profile } = await answer.json());
          interrupt.abort();
        });
    },
    err: () => {},
    env: {},
    isTty: false,
    signal: interrupt.signal,
    exitCode: 0,
  };
  await mockCommand(io)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(['--port', '0', ...words], { from: 'user' });
  await asked;
  return profile;
}

describe('eendigo-kit mock --profile', () => {
  it('takes documented, a built-in profile or a file', async () => {
    const file = join(folder, 'mine.yaml');
    await writeFile(file, 'name: mine\nsummary: Mine.\nextends: rest');
    expect(await profileOf()).toBe('documented');
    expect(await profileOf('--profile', 'list-result')).toBe('list-result');
    expect(await profileOf('--profile', file)).toBe('mine');
  });

  it('refuses a profile that there is not, and one beside a contract file', async () => {
    await expect(profileOf('--profile', 'tuesday')).rejects.toThrow(/no profile is called "tuesday"/);
    await expect(profileOf('--profile', 'rest', '--spec', 'x.yaml')).rejects.toThrow(/cannot be used with/);
  });
});
