import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ambiguities, decisionAt, loadProfile, pathsGovernedBy, valueUnder } from '../../../../spec/index.js';
import { profileFile } from './profile-file.js';

test('a profile file that the tab shows can be loaded, and follows its reading', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'profile-file-'));
  let loaded = 0;
  try {
    for (const { id, readings } of ambiguities)
      for (const reading of readings) {
        const values = pathsGovernedBy(id)
          .map((path) => ({ path, value: valueUnder(path, reading) }))
          .filter(({ value }) => value !== undefined);
        if (values.length === 0) continue;
        const file = join(folder, `${id}-${reading.id}.yaml`);
        await writeFile(file, profileFile({ ...reading, values }, 'documented'));
        const { profile } = await loadProfile(file);
        for (const { path, value } of values) expect([path, decisionAt(profile, path)]).toEqual([path, value]);
        loaded += 1;
      }
  } finally {
    await rm(folder, { recursive: true });
  }
  expect(loaded).toBeGreaterThan(100);
});
