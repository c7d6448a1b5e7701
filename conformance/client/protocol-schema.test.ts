import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContract } from '../../spec/index.js';
import { cases } from '../cases/index.js';
import { clientProtocolSchema } from '../protocol/protocol-schema.js';
import { createAttachHub } from './attach/attach-hub.js';
import { runClientCases } from './client-run.js';
import type { ClientDriver, GivenCase } from './driver.js';
import { createSessionDriver } from './session/session-driver.js';

type Form = keyof (typeof clientProtocolSchema)['$defs'];

/** The schema with every object closed, so that a key that it does not describe is found. */
const closed = JSON.parse(JSON.stringify(clientProtocolSchema), (_, value: unknown) =>
  isOpenObject(value) ? { ...value, unevaluatedProperties: false } : value,
) as object;

function isOpenObject(value: unknown): value is object {
  return Object(value) === value && 'properties' in Object(value) && !('additionalProperties' in Object(value));
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema(withoutClosedCases(closed), 'closed');
ajv.addSchema(clientProtocolSchema, 'open');

/** A case stands in a message beside `type`, which closes them both. */
function withoutClosedCases(schema: object): object {
  const { $defs, ...rest } = schema as { readonly $defs: Record<string, Record<string, unknown>> };
  const open = ({ unevaluatedProperties: _, ...others }: Record<string, unknown>) => others;
  return {
    ...rest,
    $defs: { ...$defs, case: open($defs['case'] ?? {}), attachedCase: open($defs['attachedCase'] ?? {}) },
  };
}

function problems(form: Form, value: unknown, which: 'closed' | 'open' = 'closed'): readonly string[] {
  const validate = ajv.getSchema(`${which}#/$defs/${form}`);
  if (!validate) throw new Error(`no schema of ${form}`);
  return validate(JSON.parse(JSON.stringify(value)))
    ? []
    : (validate.errors ?? []).map((error) => JSON.stringify(error));
}

/** Runs cases on a driver. */
async function run(driver: ClientDriver, ids?: readonly string[]): Promise<void> {
  const results = runClientCases({
    createDriver: () => driver,
    contract: await loadContract(),
    cases: cases.filter(({ id, directions }) => directions.includes('client') && (ids?.includes(id) ?? true)),
    limitMs: 20_000,
    signal: new AbortController().signal,
  });
  for await (const _ of results);
}

describe('the published schema of the protocol', () => {
  const given: GivenCase[] = [];
  beforeAll(async () => {
    await run({
      give: async (one) => {
        given.push(one);
        return { report: { outcome: 'skip' }, notes: [], hasTimedOut: false };
      },
      close: async () => {},
    });
  });

  test('is the one that the kit prints, and a valid schema', async () => {
    const file = join(import.meta.dirname, '..', 'client-protocol.schema.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(clientProtocolSchema)));
    expect(new Ajv2020({ strict: false }).validateSchema(clientProtocolSchema)).toBe(true);
  });

  test('describes every key of every case that a client gets', () => {
    expect(given.length).toBeGreaterThan(40);
    for (const { clientCase } of given) {
      expect(problems('sessionFromRunner', { type: 'case', ...clientCase })).toEqual([]);
      expect(problems('case', clientCase)).toEqual([]);
    }
  });

  test('describes what an attached client gets', async () => {
    const ignore = (): void => {};
    const hub = createAttachHub({ waiting: ignore, taken: ignore, over: ignore });
    const via = { hostname: 'phone.test', baseUrl: 'http://phone.test:9/attach', origins: [] };
    const one = { ...(given[0] as GivenCase), signal: new AbortController().signal };
    const end = hub.offer({ ...one, allowOrigins: async () => {} });
    const next = await hub.next(via, new Promise(() => {}));
    next?.sent(true);
    expect(problems('attachNext', next?.message)).toEqual([]);
    hub.result({ id: given[0]?.clientCase.id, report: { outcome: 'skip' } });
    expect((await end).report).toEqual({ outcome: 'skip' });
    const stop = hub.next(via, new Promise(() => {}));
    void hub.stop(0);
    expect(problems('attachNext', (await stop)?.message)).toEqual([]);
  });

  test('describes what a session says, in both directions', async () => {
    const script = `
      require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
        const { type, id } = JSON.parse(line);
        console.error(line);
        if (type === 'hello') console.log(JSON.stringify({ type: 'ready', name: 'x', version: '1', declines: { 'several-calls': 'one only' } }));
        if (type === 'case') console.log(JSON.stringify({ type: 'result', id, report: { outcome: 'skip', reason: 'no' } }));
        if (type === 'stop') process.exit();
      });`;
    const said = { stdout: '', stderr: '' };
    const session = createSessionDriver([process.execPath, '-e', script]);
    await run(
      {
        ...session,
        give: (one) =>
          session.give({
            ...one,
            onOutput: (stream, text) => {
              said[stream] += text;
            },
          }),
      },
      ['success-all-parts'],
    );
    const lines = (text: string): readonly unknown[] =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
    expect(lines(said.stdout)).toHaveLength(2);
    for (const line of lines(said.stdout)) expect(problems('sessionFromClient', line)).toEqual([]);
    expect(lines(said.stderr).length).toBeGreaterThanOrEqual(2);
    for (const line of lines(said.stderr)) expect(problems('sessionFromRunner', line)).toEqual([]);
  });

  test.each<readonly [Form, unknown]>([
    ['case', { id: 'x' }],
    ['report', { outcome: 'sucess' }],
    ['report', { outcome: 'success', fields: { score: 0.98 } }],
    ['sessionFromClient', { type: 'result', id: 'x' }],
    ['sessionFromClient', { type: 'ready', declines: ['x'] }],
    ['sessionFromRunner', { type: 'case', id: 'x' }],
    ['attachResult', { report: { outcome: 'skip' } }],
    ['attachNext', { type: 'wait' }],
  ])('rejects a wrong %s: %j', (form, value) => {
    expect(problems(form, value, 'open')).not.toEqual([]);
  });

  test('accepts keys that it does not know, as the runner does', () => {
    expect(problems('report', { outcome: 'skip', tooK: 1 }, 'open')).toEqual([]);
  });
});
