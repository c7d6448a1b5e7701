import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadWorkflowParser } from './workflow-parser.test-helper.js';

const root = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const workflows = readdirSync(join(root, '.github', 'workflows'));

describe('the files for GitHub', () => {
  let errorsIn: Awaited<ReturnType<typeof loadWorkflowParser>>;
  beforeAll(async () => {
    errorsIn = await loadWorkflowParser();
  });

  test('the action has the schema of an action, and no unknown key', () => {
    expect(errorsIn('action', read('action.yml'))).toEqual([]);
    const broken = read('action.yml').replace('using: composite', 'using: composit');
    expect(errorsIn('action', broken)).not.toEqual([]);
  });

  test.each(workflows)('the workflow %s has the schema of a workflow', (name) => {
    const workflow = read(join('.github', 'workflows', name));
    expect(errorsIn('workflow', workflow)).toEqual([]);
    expect(errorsIn('workflow', workflow.replace('runs-on:', 'run-on:'))).not.toEqual([]);
  });

  test('every workflow begins without a right to write, and gives up after a time', () => {
    for (const name of workflows) {
      const { permissions, jobs } = parse(read(join('.github', 'workflows', name)));
      expect(permissions, name).toEqual({ contents: 'read' });
      for (const [job, settings] of Object.entries<{ 'timeout-minutes'?: number }>(jobs))
        expect(settings['timeout-minutes'], `${name}, ${job}`).toBeGreaterThan(0);
    }
  });
});

test('the hook for pre-commit selects profile files', () => {
  const [{ files }] = parse(read('.pre-commit-hooks.yaml'));
  const selects = new RegExp(files);
  expect(['uat.profile.yaml', 'a/b.profile.json'].filter((file) => !selects.test(file))).toEqual([]);
  expect(['package.json', 'profile.yaml'].filter((file) => selects.test(file))).toEqual([]);
});
