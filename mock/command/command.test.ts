import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandIo, networkHosts } from '../../spec/index.js';
import { createMockCommand } from './command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-mock-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command until it prints its greeting, gets the mock's profile, and stops it. */
async function profileOf(...words: string[]): Promise<string> {
  return profileUnder({}, ...words);
}

async function profileUnder(env: CommandIo['env'], ...words: string[]): Promise<string> {
  const interrupt = new AbortController();
  let profile = 'never greeted';
  let fetched: Promise<void> | undefined;
  const io: CommandIo = {
    out: (line) => {
      const [, url] = /^eendigo-kit mock listens on (\S+)/.exec(line) ?? [];
      if (url)
        fetched = fetch(`${url}/__admin/version`).then(async (answer) => {
          ({ profile } = await answer.json());
          interrupt.abort();
        });
    },
    err: () => {},
    env,
    isTty: false,
    signal: interrupt.signal,
    exitCode: 0,
  };
  await createMockCommand(io)
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(['--port', '0', ...words], { from: 'user' });
  await fetched;
  return profile;
}

/** Runs the command with a configuration file, calls `use`, and stops it. */
async function running(
  contents: string,
  use: (lines: { out: string[]; err: string[]; url: string; file: string }) => Promise<void>,
): Promise<void> {
  const file = join(folder, 'mock.yaml');
  await writeFile(file, contents);
  const interrupt = new AbortController();
  const [out, err]: [string[], string[]] = [[], []];
  const io: CommandIo = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    env: { PORT: '0' },
    isTty: false,
    signal: interrupt.signal,
    exitCode: 0,
  };
  const ended = createMockCommand(io).parseAsync(['--config', file], { from: 'user' });
  try {
    await expect.poll(() => out.join('\n')).toMatch(/Ctrl-C ends it/);
    await use({ out, err, url: /listens on (\S+)/.exec(out.join('\n'))?.[1] ?? '', file });
  } finally {
    interrupt.abort();
    await ended;
  }
}

describe('eendigo-kit mock --config', () => {
  // Loopback in another notation, so that the mock generates a token.
  const beyond = 'host: "127.1"';
  const tokenLine = /requires the token ([0-9a-f]{32}); in a browser, open \S+\/\?token=\1$/;
  const statusWith = async (url: string, token: string | undefined): Promise<number> =>
    (await fetch(`${url}/__admin/requests`, { headers: { Authorization: `Bearer ${token}` } })).status;

  it('keeps its generated token when the file changes, and reports what it changed', async () => {
    await running(beyond, async ({ out, err, url, file }) => {
      await expect.poll(() => err.join('\n')).toMatch(tokenLine);
      const [, token] = tokenLine.exec(err.join('\n')) ?? [];
      await writeFile(file, 'host: 127.0.0.1\nscenario: success-not-live');
      await expect.poll(() => err.at(-1)).toMatch(/mock\.yaml: reloaded; changed: scenario; needs a restart: host/);
      expect([await statusWith(url, 'none'), await statusWith(url, token)]).toEqual([401, 200]);
      // Standard output may be a log, which must not contain the token.
      expect(out.join('\n')).not.toContain(token);
    });
  });

  it('prints the token that it generates when the file no longer has one', async () => {
    await running(`${beyond}\nadminToken: mine`, async ({ out, err, url, file }) => {
      expect(await statusWith(url, 'mine')).toBe(200);
      expect(err).toEqual([]);
      await writeFile(file, beyond);
      await expect.poll(() => err.at(-1)).toMatch(/reloaded; changed: adminToken/);
      const [, token] = tokenLine.exec(err.find((line) => tokenLine.test(line)) ?? '') ?? [];
      expect([await statusWith(url, 'mine'), await statusWith(url, token)]).toEqual([401, 200]);
      expect(out.join('\n')).not.toContain(token);
    });
  });

  it('prints all options with their sources, and exits', async () => {
    const lines: string[] = [];
    const { signal } = new AbortController();
    const io: CommandIo = {
      out: (line) => lines.push(line),
      err: () => {},
      env: {},
      isTty: false,
      signal,
      exitCode: 0,
    };
    await createMockCommand(io).parseAsync(['--print-config', '--log', 'off', '--admin-token', 'CANARY'], {
      from: 'user',
    });
    expect(lines.join('\n')).toMatch(
      /^port: 8080 # default\n.*\nadminToken: "\*\*\*" # flag --admin-token\n.*log: off # flag --log/s,
    );
    await createMockCommand(io).parseAsync(['--print-config-schema'], { from: 'user' });
    expect(JSON.parse(lines.at(-1) ?? '').properties.port).toMatchObject({ type: 'integer', default: 8080 });
  });
});

describe('an address that cannot be listened on', () => {
  // Reserved for documentation (RFC 5737), so that no machine has it.
  const nowhere = '192.0.2.1';

  it('is reported with the variable or the file that it comes from', async () => {
    const file = join(folder, 'nowhere.yaml');
    await writeFile(file, `host: ${nowhere}`);
    const why = 'cannot listen on 192.0.2.1:0: this machine does not have the address; give another with --host';
    await expect(profileUnder({ HOST: nowhere })).rejects.toThrow(
      `${why} (this one is from environment variable HOST)`,
    );
    await expect(profileOf('--config', file)).rejects.toThrow(`${why} (this one is from ${file}: host)`);
    await expect(profileOf('--host', nowhere)).rejects.toThrow(new RegExp(`${why}$`));
  });
});

describe('eendigo-kit mock --profile', () => {
  it('accepts documented, another built-in profile, or a file', async () => {
    const file = join(folder, 'mine.yaml');
    await writeFile(file, 'name: mine\nsummary: Mine.\nextends: rest');
    expect(await profileOf()).toBe('documented');
    expect(await profileOf('--profile', 'list-result')).toBe('list-result');
    expect(await profileOf('--profile', file)).toBe('mine');
  });

  it('rejects an unknown profile, and a profile together with a contract file', async () => {
    await expect(profileOf('--profile', 'tuesday')).rejects.toThrow(/no profile is called "tuesday"/);
    await expect(profileOf('--profile', 'rest', '--spec', 'x.yaml')).rejects.toThrow(/cannot be used with/);
  });
});

describe('eendigo-kit mock --lan', () => {
  /** Returns what the command prints on standard output of this kind, and on standard error. */
  async function printed(
    terminal: Pick<CommandIo, 'outIsTty' | 'env'>,
    ...flags: readonly string[]
  ): Promise<{ out: string[]; err: string[] }> {
    const [out, err]: [string[], string[]] = [[], []];
    const interrupt = new AbortController();
    const io: CommandIo = {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      isTty: false,
      signal: interrupt.signal,
      exitCode: 0,
      ...terminal,
    };
    const ended = createMockCommand(io).parseAsync(['--lan', '--port', '0', ...flags], { from: 'user' });
    try {
      await expect.poll(() => err.join('\n')).toMatch(/\?token=/);
    } finally {
      interrupt.abort();
      await ended;
    }
    return { out, err };
  }

  it('prints the base URLs, and the token on standard error alone', async () => {
    const { out, err } = await printed({ env: {} });
    const [, port] = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(out.join('\n')) ?? [];
    expect(out.join('\n')).toMatch(new RegExp(`Android emulator +http://10\\.0\\.2\\.2:${port}$`, 'm'));
    const [, token = 'none'] = /requires the token (\w{32})$/m.exec(err.join('\n')) ?? [];
    expect(err).toContain(`  http://127.0.0.1:${port}/?token=${token}`);
    expect(out.join('\n')).not.toContain(token);
    expect(out.filter((line) => line.length > 80)).toEqual([expect.stringMatching(/^ {2}curl -i -F/)]);
  });

  it('logs the base URLs as JSON with --log json', async () => {
    const { out } = await printed({ env: {} }, '--log', 'json');
    const { url, addresses } = JSON.parse(out[0] ?? '');
    expect(addresses[0]).toEqual({ from: 'this-machine', url });
    expect(addresses.at(-1)).toEqual({ from: 'android-emulator', url: url.replace('127.0.0.1', '10.0.2.2') });
  });

  it.skipIf(networkHosts().length === 0)(
    'shows a QR code in a terminal, and none in a file or a dumb one',
    async () => {
      const hasCode = async (terminal: Parameters<typeof printed>[0]): Promise<boolean> =>
        (await printed(terminal)).out.some((line) => /[█▀▄]{9}/.test(line));
      expect(await hasCode({ outIsTty: true, env: {} })).toBe(true);
      expect(await hasCode({ outIsTty: true, env: { TERM: 'dumb' } })).toBe(false);
      expect(await hasCode({ env: {} })).toBe(false);
    },
  );
});
