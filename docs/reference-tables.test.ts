import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { summarise } from '../conformance/evidence/verdict.js';
import { caseVariable, clientOutcomes, reportedFields, resultVariable } from '../conformance/protocol/protocol.js';
import { catalogue } from '../fixtures/index.js';
import { operationsFor } from '../mock/admin/operations.js';
import { faultSpecs } from '../mock/faults/fault.js';
import { commonParameters } from '../mock/faults/fault-spec.js';
import { builtInTenants, channels, createMockServer, faultNames } from '../mock/index.js';
import { mockHeaderNames } from '../mock/operation/mock-headers.js';
import { criteriaSchemas } from '../mock/schemas/criteria-schemas.js';
import { ambiguities, builtInNames, builtInProfile, exitCodes, loadContract, responseKinds } from '../spec/index.js';

const read = (guide: string): Promise<string> => readFile(join(import.meta.dirname, guide), 'utf8');

/** The operations of a mock with metrics, like the command's. */
const all = operationsFor({ metrics: async () => ({ contentType: '', text: '' }) });

/** Returns the rows of the guide's table whose first heading is this one. */
async function rowsOf(guide: string, heading: string): Promise<readonly (readonly string[])[]> {
  const lines = (await read(guide)).split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  expect(start, `${guide} has no table with the heading ${heading}`).toBeGreaterThan(0);
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

/** Returns the names in the first column, in order. A row may have several. */
async function namesOf(guide: string, heading: string): Promise<readonly string[]> {
  const rows = await rowsOf(guide, heading);
  return rows.flatMap(([first = '']) => [...first.matchAll(/`([^`=]+)(?:=[^`]*)?`/g)].map(([, name = '']) => name));
}

describe('the tables of the guides match the code', () => {
  test('scenarios, with kind and answer', async () => {
    const { scenarios } = await loadContract(builtInProfile('documented').profile);
    const rows = await rowsOf('scenarios-and-faults.md', 'scenario');
    expect(rows.map((cells) => cells.slice(0, 3))).toEqual(
      [...scenarios.values()].map(({ name, kind, summary }) => [`\`${name}\``, kind, summary]),
    );
  });

  test('faults, with their parameters and defaults', async () => {
    expect(await rowsOf('scenarios-and-faults.md', 'fault')).toEqual(
      faultNames.map((name) => {
        const { parameters, summary } = faultSpecs[name];
        const own = Object.entries(parameters).filter(([key]) => !(key in commonParameters));
        return [`\`${name}\``, own.map(([key, spec]) => `\`${key}=${spec.default}\``).join(', '), summary];
      }),
    );
  });

  test('addresses of the admin API', async () => {
    expect(await rowsOf('sessions-and-verification.md', 'address')).toEqual(
      all.map(({ method, path, summary }) => [`\`${method} ${path}\``, summary]),
    );
  });

  test('metrics', async () => {
    await using mock = await createMockServer({ metrics: true });
    const text = await (await fetch(`${mock.url}/__admin/metrics`)).text();
    const named = [...text.matchAll(/^# HELP (eendigo_kit_mock_\w+)/gm)].map(([, name]) => name);
    expect((await namesOf('mock.md', 'metric')).toSorted()).toEqual(named.toSorted());
  });

  test.each([
    ['mock.md', 'header', [...mockHeaderNames, 'Preference-Applied']],
    ['mock.md', 'tenant_code', builtInTenants.flatMap(({ code, key }) => [code, key])],
    ['scenarios-and-faults.md', 'channel', channels],
    ['scenarios-and-faults.md', 'parameter', ['delay', 'spread', 'charged']],
    ['sessions-and-verification.md', 'criterion', Object.keys(criteriaSchemas['RequestCriteria']?.properties ?? {})],
    ['profiles-and-register.md', 'profile', builtInNames],
    ['conformance-client.md', 'variable', [caseVariable, resultVariable]],
    ['conformance-client.md', '`outcome`', clientOutcomes],
    ['conformance-client.md', '`kind`', responseKinds],
    ['conformance-client.md', 'in `fields`', reportedFields],
  ])('%s: %s', async (guide, heading, names) => {
    const rows = await rowsOf(guide, heading);
    const shown =
      heading === 'tenant_code' ? rows.flatMap((cells) => cells.slice(0, 2)) : await namesOf(guide, heading);
    expect(shown.map((name) => name.replaceAll('`', '')).toSorted()).toEqual([...names].toSorted());
  });

  test('verdicts and exit codes', async () => {
    const verdicts = (await rowsOf('conformance-server.md', 'verdict')).map(([name]) => name);
    expect(verdicts).toEqual(Object.keys(summarise([])));
    const codes = (await rowsOf('conformance-server.md', 'exit code')).map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(exitCodes).toSorted((one, other) => one - other));
  });

  // The README states lower bounds, so that a new entry does not require a change there.
  test('the numbers in the README are lower bounds, and the README is short', async () => {
    const page = await read('../README.md');
    const promised = (what: string): number => Number(new RegExp(`over (\\d+) ${what}`).exec(page)?.[1]);
    expect(catalogue.length).toBeGreaterThan(promised('drawn files'));
    expect(ambiguities.length).toBeGreaterThan(promised('questions'));
    expect(page.split('\n').length - 1).toBeLessThanOrEqual(150);
    for (const line of page.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
  });
});

test('the guides have a command for every body of the admin API', async () => {
  const guides = await Promise.all(['scenarios-and-faults.md', 'sessions-and-verification.md'].map(read));
  const commands = guides
    .join('\n')
    .split('\n')
    .filter((line) => line.startsWith('curl '));
  for (const { method, path, body } of all) {
    if (!body) continue;
    const address = new RegExp(`:8080(/s/[\\w-]+)?/__admin${path.replace(/\{\w+\}/, '[\\w-]+')} `);
    const sent = commands.filter(
      (line) => address.test(line) && (line.includes(`-X ${method} `) || (method === 'POST' && !line.includes('-X '))),
    );
    expect(sent, `${method} ${path}`).not.toEqual([]);
  }
});
