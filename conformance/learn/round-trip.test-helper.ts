import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import {
  buildOpenApi,
  loadContract,
  loadProfile,
  type Profile,
  type ProfilePath,
  profilePaths,
} from '../../spec/index.js';
import { readRuns } from './read-runs.js';
import type { SeenAnswer } from './seen-answer.js';
import { driftBetween, vendorWith } from './vendors.test-helper.js';

const cli = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const run = promisify(execFile);

/** Runs the kit. Returns what it printed and its exit code. */
export async function kit(...words: readonly string[]): Promise<{ out: string; err: string; code: number }> {
  const ended = await run(process.execPath, [cli, ...words], { maxBuffer: 1e8 }).catch(
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { out: ended.stdout, err: ended.stderr, code: 'code' in ended ? ended.code : 0 };
}

/** Judges a mock under a profile, writes the report to a file, and returns the exit code. */
async function judgeMock(served: Profile, report: string, assumed = 'documented'): Promise<number> {
  await using mock = await createMockServer({ contract: await loadContract(served) });
  const { code } = await kit('conformance', 'server', '--target', mock.url, '--profile', assumed, '--json', report);
  return code;
}

const answersIn = async (file: string): Promise<readonly SeenAnswer[]> => (await readRuns([file])).answers;

/**
 * Runs the cases on a mock that stands for a vendor, learns its profile, and runs them on a mock under that profile. Both
 * have to answer alike, and every habit of the vendor has to be observed.
 */
export async function expectLearned(
  habits: Readonly<Partial<Record<ProfilePath, unknown>>>,
  folder: string,
): Promise<void> {
  const vendor = vendorWith(habits);
  const [report, again] = [join(folder, 'vendor.json'), join(folder, 'again.json')];
  await judgeMock(vendor, report);
  const file = join(folder, 'uat.profile.yaml');
  const learned = await kit('learn', report, '-o', file);
  expect(learned).toMatchObject({ err: '', code: 0 });
  expect(learned.out).not.toMatch(/Contradictory|no decision explains/);

  const { profile, origins } = await loadProfile(file);
  const observed = profilePaths.filter((path) => origins[path].source === 'observed');
  expect(Object.keys(habits).filter((path) => !observed.includes(path as ProfilePath))).toEqual([]);
  for (const path of observed)
    expect(origins[path]).toMatchObject({ date: expect.stringMatching(/^20/), count: expect.any(Number) });
  expect({ ...profile, name: '', summary: '' }).toEqual({ ...vendor, name: '', summary: '' });

  expect(await judgeMock(profile, again, file)).toBe(0);
  const [before, after] = [await answersIn(report), await answersIn(again)];
  // A run leaves out a case about the order of rules that earlier answers settle.
  const alsoBefore = after.filter((answer) => before.some((earlier) => earlier.case.id === answer.case.id));
  expect(alsoBefore.length).toBeGreaterThan(after.length * 0.8);
  expect(driftBetween(before, after)).toEqual([]);

  const printed = await kit('spec', '--format', 'json', '--profile', file);
  const { paths, components } = JSON.parse(printed.out) as ReturnType<typeof buildOpenApi>;
  const own = buildOpenApi(vendor);
  expect({ paths, components }).toEqual({ paths: own.paths, components: own.components });
}
