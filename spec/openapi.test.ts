import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Contract, loadContract, loadContractFile } from './contract.js';
import { buildOpenApi } from './openapi.js';
import { documented } from './profile.js';
import { builtInNames, loadProfile } from './profiles/index.js';
import type { FreshValues } from './template.js';
import { toYaml } from './yaml.js';

const committed = join(import.meta.dirname, 'openapi.yaml');

/** The values of section 2's samples. */
const sampleValues: FreshValues = {
  httpDate: () => 'Thu, 14 Apr 2022 03:56:41 GMT',
  trxNo: () => '10877',
  figure: (source) => (source === 'similarity' ? '0.83950' : '0.98520'),
};

let folder: string;
let contract: Contract;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-openapi-'));
  contract = await loadContract();
});
afterAll(() => rm(folder, { recursive: true }));

function bodyOf(scenario: string): string {
  return contract.scenarios.get(scenario)?.render(sampleValues).body ?? '';
}

/** Replaces a text in the committed file, which must contain it, and reads the result as a contract. */
async function edited(from: string | RegExp, to: string): Promise<Contract> {
  const text = await readFile(committed, 'utf8');
  expect(text).toMatch(from);
  const file = join(folder, 'edited.yaml');
  await writeFile(file, text.replace(from, to));
  return loadContractFile(file);
}

describe('the OpenAPI document', () => {
  it('equals the committed file', async () => {
    const text = await readFile(committed, 'utf8');
    expect(text).toBe(toYaml(buildOpenApi(documented)));
    expect(parse(text)).toEqual(buildOpenApi(documented));
  });

  it.each(builtInNames)('is valid under the profile %s', async (name) => {
    const { profile } = await loadProfile(name);
    await expect(SwaggerParser.validate(buildOpenApi(profile) as never)).resolves.toBeDefined();
  });

  it('is not valid without its paths', async () => {
    const { paths: _paths, info: _info, ...rest } = buildOpenApi(documented);
    await expect(SwaggerParser.validate(rest as never)).rejects.toThrow();
  });

  it('of the profile rest differs from documented only in the statuses, the name and the summary', async () => {
    const { profile } = await loadProfile('rest');
    const changed = differences(
      buildOpenApi(documented),
      buildOpenApi({ ...profile, name: 'documented', summary: documented.summary }),
    );
    expect(
      changed.filter(
        (place) =>
          !/^x-decisions\/status\/|^paths\/.*\/responses\/|^components\/examples\/[^/]+\/x-status$/.test(place),
      ),
    ).toEqual([]);
    const { paths = {} } = buildOpenApi(profile);
    const post = paths['/biometric/facecompareliveness']?.post;
    expect(Object.keys(post?.responses ?? {})).toEqual(['200', '400', '401', '402', '413', '422']);
  });

  it.each(builtInNames)('has examples that match their schemas under %s, except the printed one', async (name) => {
    const { scenarios, bodyProblems } = await loadContract((await loadProfile(name)).profile);
    for (const { name: scenario, kind, example, isJson } of scenarios.values()) {
      if (isJson) expect(bodyProblems(kind, example), scenario).toEqual([]);
      else expect([scenario, bodyProblems(kind, example).length > 0]).toEqual(['success-printed', true]);
    }
  });

  it('uses anyOf where two kinds share one body, and oneOf everywhere else', () => {
    const schemaOf = (message: string): object => {
      const answers = { ...documented.answers, imageTooLargeMessage: message };
      const { paths = {} } = buildOpenApi({ ...documented, answers });
      return Reflect.get(paths['/biometric/facecompareliveness']?.post?.responses ?? {}, '200').content[
        'application/json'
      ].schema;
    };
    expect(Object.keys(schemaOf('Image too large'))).toEqual(['oneOf']);
    expect(Object.keys(schemaOf('Input Image Invalid'))).toEqual(['anyOf']);
  });
});

describe('the documented bodies', () => {
  it.each([
    [
      'success',
      '{"date":"Thu, 14 Apr 2022 03:56:41 GMT","message":"","result":{"face_compare":{"compare":"True","similarity":"0.83950","threshold":"0.8"},"face_liveness":{"live":"True","score":"0.98520"}},"status":"Success"}',
    ],
    [
      'liveness-error',
      '{"datetime":"Thu, 14 Apr 2022 03:56:41 GMT","error":"The light is too dim; the face is covered; do not shake ","result":{"face_compare":{"compare":"","similarity":"","threshold":"0.8"},"face_liveness":{"live":"","score":""}},"status":"FAILED"}',
    ],
    ['insufficient-balance', '{"status":"FAILED","message":"Insufficient balance"}'],
    ['parameter-invalid', '{"status":"FAILED","message":"Parameter invalid, please check your request"}'],
    ['invalid-credentials', '{"status":"FAILED","message":"Invalid API key or tenant code"}'],
    ['image-too-large', '{"status":"FAILED","message":"Image too large"}'],
    ['face-compare-error', '{"status":"FAILED","message":"Input Image Invalid"}'],
  ])('%s is rendered character by character, with its keys in the printed order', (scenario, body) => {
    expect(bodyOf(scenario)).toBe(body);
  });

  it('the printed success keeps its comma, which is invalid JSON', () => {
    expect(bodyOf('success-printed')).toContain('"score": "0.98520" }, }, "status": "Success"');
    expect(() => JSON.parse(bodyOf('success-printed'))).toThrow();
  });

  it('a body with an extra key, another type or a missing key is invalid', () => {
    const good = { status: 'FAILED', message: 'Insufficient balance' };
    expect(contract.bodyProblems('insufficient-balance', good)).toEqual([]);
    expect(contract.bodyProblems('insufficient-balance', { ...good, code: 1 })).toEqual([
      '/ must NOT have additional properties (code)',
    ]);
    expect(contract.bodyProblems('insufficient-balance', { status: 'FAILED', message: 1 })).not.toEqual([]);
    expect(contract.bodyProblems('insufficient-balance', { status: 'FAILED' })).toEqual([
      "/ must have required property 'message'",
    ]);
  });
});

describe('an edited copy of the document', () => {
  it('takes effect: a size limit, a required part, an order, a body', async () => {
    expect((await edited('maximumBytes: 3000000', 'maximumBytes: 5')).parts[0]?.picture?.maximumBytes).toBe(5);
    const withoutRef = await edited(/ +- refNumber\n/, '');
    expect(withoutRef.parts.find(({ name }) => name === 'refNumber')?.required).toBe(false);
    const balanceFirst = await edited(/(order:\n)( +- parameters\n +- credentials\n)( +- balance\n)/, '$1$3$2');
    expect(balanceFirst.decisions.order[0]).toBe('balance');
    const reworded = await edited(/(message: )Insufficient balance/, '$1No money');
    expect(reworded.scenarios.get('insufficient-balance')?.example).toEqual({ status: 'FAILED', message: 'No money' });
  });

  it.each([
    [
      'an unknown outcome of a rule',
      '    empty: parameter-invalid',
      '    empty: refuse',
      /x-decisions: \/parts\/empty must be equal to one of/,
    ],
    [
      'a limit that is not a number',
      'maximumBytes: 3000000',
      'maximumBytes: 3 MB',
      /part img1: x-picture: \/maximumBytes must be integer/,
    ],
    [
      'an order with a rule missing',
      /(order:\n) +- parameters\n/,
      '$1',
      /x-decisions: \/order must NOT have fewer than 8 items/,
    ],
    [
      'a fresh value with a pointer to nothing',
      'pointer: /date',
      'pointer: /when',
      /components\.examples\.success: \/when matches nothing/,
    ],
    [
      'a kind without a scenario',
      /^ {4}image-too-large:\n/m,
      '    too-large:\n',
      /not a valid OpenAPI document|a scenario with the name of the kind "image-too-large"/,
    ],
    [
      'a broken reference',
      '#/components/schemas/Success"',
      '#/components/schemas/Sucess"',
      /not a valid OpenAPI document/,
    ],
    ['no operation', ' post:', ' put:', /the operation "post"/],
    ['broken YAML', 'openapi: 3.1.0', 'openapi: [', /cannot be read as YAML or JSON \(Flow sequence/],
  ])('with %s is rejected in one line that names the file and the place', async (_, from, to, message) => {
    const refused = await edited(from, to).then(
      () => 'not rejected',
      (error: Error) => error.message,
    );
    expect(refused).toMatch(message);
    expect(refused.startsWith(join(folder, 'edited.yaml'))).toBe(true);
    expect(refused).not.toContain('\n');
  });

  it('that does not exist is rejected', async () => {
    await expect(loadContractFile(join(folder, 'none.yaml'))).rejects.toThrow(
      /none\.yaml: there is no such file; give an OpenAPI file$/,
    );
  });
});

/** The pointers at which two JSON values differ. For lists of different lengths, the pointer of the list. */
function differences(one: unknown, other: unknown, at = ''): string[] {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Object.is(one, other) ? [] : [at];
  if (Array.isArray(one) && Array.isArray(other) && one.length !== other.length) return [at];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
    differences(Reflect.get(one, key), Reflect.get(other, key), at === '' ? key : `${at}/${key}`),
  );
}
