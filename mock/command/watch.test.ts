import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchFiles } from './watch.js';

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-watch-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('a watch does not keep the process alive', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'StatWatcher').length;
  const file = join(await emptyFolder(), 'a');
  let calls = 0;
  const countCall = async (): Promise<void> => {
    calls += 1;
  };
  await using _watch = watchFiles([file], countCall, 20);
  await expect.poll(() => calls).toBe(1);
  expect(process.getActiveResourcesInfo().filter((name) => name === 'StatWatcher')).toHaveLength(before);
});

test('the last list of files replaces the earlier ones', async () => {
  const folder = await emptyFolder();
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  let calls = 0;
  await using _watch = watchFiles(
    [first],
    async (follow) => {
      calls += 1;
      follow([second]);
    },
    20,
  );
  await expect.poll(() => calls).toBe(2);
  writeFileSync(first, 'dropped');
  writeFileSync(second, 'followed');
  await expect.poll(() => calls).toBe(3);
});

test('a file that is saved with the same content triggers no call', async () => {
  const folder = await emptyFolder();
  const [same, other] = [join(folder, 'same'), join(folder, 'other')];
  writeFileSync(same, 'as before');
  let calls = 0;
  const countCall = async (): Promise<void> => {
    calls += 1;
  };
  await using _watch = watchFiles([same, other], countCall, 20);
  await expect.poll(() => calls).toBe(1);
  writeFileSync(same, 'as before');
  writeFileSync(other, 'new');
  await expect.poll(() => calls).toBe(2);
});
