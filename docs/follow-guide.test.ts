import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { followGuide } from './follow-guide.test-helper.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-follow-'));
});
afterEach(() => rm(folder, { recursive: true }));

const block = (language: string, ...lines: readonly string[]): string =>
  ['', `\`\`\`${language}`, ...lines, '```', ''].join('\n');
const follow = (guide: string, leftOut = 'docker '): Promise<void> =>
  followGuide(guide, { folder, env: process.env, isLeftOut: (command) => command.startsWith(leftOut) });

describe('a guide is followed', () => {
  test('block by block, with its files and exported variables', async () => {
    await follow(
      `Save this as \`name.txt\`:\n${block('text', 'Malvin')}${block('sh', 'export GREETING=hello', 'docker run nothing')}${block('sh', 'echo "$GREETING $(cat name.txt)" \\', '  | tee said.txt', 'false # exit code 1')}${block('text', 'hello ...')}`,
    );
    expect(await readFile(join(folder, 'said.txt'), 'utf8')).toBe('hello Malvin\n');
  });

  test('with free ports in place of the printed ones, which the comparison sees', async () => {
    await follow(
      `${block('sh', 'echo http://127.0.0.1:8080/ "$PORT" | tee said.txt')}${block('text', 'http://127.0.0.1:8080/ 8080')}`,
    );
    expect(await readFile(join(folder, 'said.txt'), 'utf8')).toMatch(/^http:\/\/127\.0\.0\.1:(?!8080)(\d+)\/ \1\n$/);
  });

  test('with a server that runs until the guide ends', async () => {
    const program = [
      "import { createServer } from 'node:http';",
      "import { writeFileSync } from 'node:fs';",
      "process.on('SIGINT', () => { writeFileSync('ended.txt', 'yes'); process.exit(0); });",
      "createServer((_, response) => response.end('pong\\n')).listen(3000, '127.0.0.1', () => console.log('ready'));",
    ];
    await follow(
      `Save this as \`server.mjs\`:\n${block('js', ...program)}${block('sh', 'node server.mjs')}${block('text', 'ready')}${block('sh', 'curl -s http://127.0.0.1:3000/')}${block('text', 'pong')}`,
    );
    expect(await readFile(join(folder, 'ended.txt'), 'utf8')).toBe('yes');
  });

  test('with a recorder beside the server, which the guide ends', async () => {
    const program = (name: string) => [
      "import { createServer } from 'node:http';",
      "import { writeFileSync } from 'node:fs';",
      `process.on('SIGINT', () => { writeFileSync('${name}.txt', 'yes'); process.exit(0); });`,
      "createServer((_, response) => response.end('pong\\n')).listen(0, '127.0.0.1', () => console.log('ready'));",
    ];
    await follow(
      [
        `Save this as \`server.mjs\`:\n${block('js', ...program('server'))}`,
        `Save this as \`npx\`:\n${block('text', '#!/bin/sh', 'exec node recorder.mjs')}`,
        `Save this as \`recorder.mjs\`:\n${block('js', ...program('recorder'))}`,
        block('sh', 'chmod +x npx', 'export PATH="$PWD:$PATH"'),
        block('sh', 'node server.mjs') + block('text', 'ready'),
        block('sh', 'npx eendigo-kit record --json run.json') + block('text', 'ready'),
        `End the recorder with Ctrl-C:\n${block('sh', 'cat recorder.txt', 'test ! -e server.txt')}${block('text', 'yes')}`,
      ].join('\n'),
    );
  });
});

describe('a guide is rejected', () => {
  test.each([
    [
      'whose command fails',
      block('sh', 'true', 'cat nowhere.txt'),
      /line 2: these commands fail:[\s\S]*cat nowhere\.txt/,
    ],
    ['whose command does not exist', block('sh', 'eendigo-kit-of-no-kind'), /not found/],
    ['whose command ends with another exit code', block('sh', 'exit 3; true # exit code 1'), /these commands fail/],
    ['whose command should fail but succeeds', block('sh', 'true # exit code 1'), /ended with 0 in place of 1/],
    [
      'that shows output which is not printed',
      block('sh', 'echo one') + block('text', 'two'),
      /the guide shows "two"[\s\S]*one/,
    ],
    [
      'that shows lines in another order',
      block('sh', "printf 'one\\ntwo\\n'") + block('text', 'two', '...', 'one'),
      /the guide shows "one"/,
    ],
    [
      'that omits a line without "..."',
      block('sh', "printf 'one\\ntwo\\nthree\\n'") + block('text', 'one', 'three'),
      /the guide shows "three"/,
    ],
    [
      'whose server ends at once',
      block('sh', 'node no-server.mjs') + block('text', 'ready'),
      /the guide shows "ready"/,
    ],
    [
      'that does not show the output of a server',
      block('sh', 'node a-server.mjs'),
      /does not show what this server prints/,
    ],
  ])('%s', async (_, guide, message) => {
    await expect(follow(guide)).rejects.toThrow(message);
  });
});
