import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runProcess } from './client-process.js';

/** What a process is doing; Z and nothing at all are those that have ended. */
async function stateOf(pid: string): Promise<string> {
  const line = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return line.slice(line.lastIndexOf(')') + 2, line.lastIndexOf(')') + 3);
}

test.runIf(process.platform === 'linux')(
  'a process that has left the group of its client is ended with it',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-group-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'pid');
    // Forked twice, in a session of its own, deaf to being asked, and with no hold on the output.
    const hidden = `trap '' TERM; echo $$ > ${file}.new; mv ${file}.new ${file}; while :; do sleep 60; done`;
    const script = `(setsid sh -c "${hidden.replaceAll('$', '\\$')}" >/dev/null 2>&1 &); while [ ! -e ${file} ]; do sleep 0.02; done`;
    const end = await runProcess({
      command: ['sh', '-c', script],
      variables: {},
      limitMs: 20_000,
      signal: new AbortController().signal,
      isDone: async () => true,
      onOutput: () => {},
    });
    const pid = (await readFile(file, 'utf8')).trim();
    expect(end).toMatchObject({ exitCode: 0, hasTimedOut: false, hasLeftProcesses: true });
    expect(['', 'Z', 'X']).toContain(await stateOf(pid));
  },
);
