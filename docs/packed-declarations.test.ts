import { execFile } from 'node:child_process';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTypesProject } from './packed-kit.test-helper.js';

/** A program that uses each entry point, and fields of the types that are generated. */
const program = `
import { cases } from 'eendigo-kit/conformance';
import { fixturePairs, loadFixture } from 'eendigo-kit/fixtures';
import { createMockHandler, createMockServer, type JournalEntry, type RequestCriteria } from 'eendigo-kit/mock';
import { type Decisions, loadContract, loadProfile } from 'eendigo-kit/spec';
import { test } from 'eendigo-kit/vitest';

const criteria: RequestCriteria = {
  kind: 'parameter-invalid',
  parts: { refNumber: { startsWith: 'REF' }, img1: { sniffedType: 'jpeg', width: { max: 1080 } } },
  violations: { rule: 'parameters', outcome: 'parameter-invalid', count: 1 },
};
const contract = await loadContract();
const { parts, pictures }: Decisions = contract.decisions;
const missing: 'success' | 'parameter-invalid' = parts.missing === 'parameter-invalid' ? parts.missing : 'success';
const bytes: number = pictures.megabyte;

const mock = await createMockServer({ contract, queue: ['liveness-error', { scenario: 'success', times: 2 }] });
const entries: readonly JournalEntry[] = mock.requests(criteria);
for (const { answer, parts } of entries)
  for (const part of parts) {
    const size: number = part.type === 'file' ? part.bytes : part.value.length;
    const status: number | undefined = answer?.status;
    // @ts-expect-error: no violation has a verdict
    const outcome = part.violations[0]?.verdict;
    mock.close satisfies () => Promise<void>;
    [size, status, outcome] satisfies readonly unknown[];
  }

test('the client sends a request', ({ mock }) => {
  mock.requests({ scenario: 'success' }) satisfies readonly JournalEntry[];
});

export { bytes, cases, createMockHandler, fixturePairs, loadFixture, loadProfile, missing };
`;

const options = {
  strict: true,
  noEmit: true,
  skipLibCheck: false,
  module: 'nodenext',
  target: 'es2023',
  lib: ['es2023', 'esnext.disposable'],
  types: ['node'],
};

describe('the project of a user with the packed kit and its dependencies alone', () => {
  let project: Awaited<ReturnType<typeof createTypesProject>>;
  beforeAll(async () => {
    project = await createTypesProject();
    await writeFile(join(project.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
    await writeFile(join(project.folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(project.folder, 'program.ts'), program);
  });
  afterAll(() => project[Symbol.asyncDispose]());

  /** The errors of the compiler in the project. */
  async function typeErrors(): Promise<string> {
    const compiler = join(import.meta.dirname, '..', 'node_modules', 'typescript', 'bin', 'tsc');
    return promisify(execFile)(process.execPath, [compiler, '-p', project.folder]).then(
      () => '',
      ({ stdout }) => String(stdout),
    );
  }

  test('passes the strict type check, declarations included', async () => {
    expect(await typeErrors()).toBe('');
  });

  test('would not pass it if a declaration imported a package that is no dependency', async () => {
    const declaration = join(project.kit, 'dist', 'spec', 'decisions', 'decision-types.d.ts');
    await appendFile(declaration, "export type { Arbitrary } from 'fast-check';\n");
    expect(await typeErrors()).toMatch(
      /decision-types\.d\.ts\(\d+,\d+\): error TS2307: Cannot find module 'fast-check'/,
    );
  });
});
