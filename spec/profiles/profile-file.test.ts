import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documented } from '../profile.js';
import { loadProfile } from './index.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-profiles-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes a profile file. JSON is also YAML. */
async function write(name: string, contents: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return file;
}

const profile = (rest: object = {}): object => ({ name: 'mine', summary: 'A profile of a test.', ...rest });

/** The error message for a file, without its folder. */
async function refusalOf(name: string, contents: unknown): Promise<string> {
  return refusal(await write(name, contents));
}

function refusal(nameOrFile: string): Promise<string> {
  return loadProfile(nameOrFile).then(
    () => 'not rejected',
    (error: Error) => error.message.replaceAll(`${folder}/`, ''),
  );
}

describe('a profile file', () => {
  it('needs no summary: the default names it and the profile that it extends', async () => {
    const { profile: loaded } = await loadProfile(await write('short.yaml', 'name: short\nextends: rest'));
    expect(loaded.summary).toBe('The decisions of short, over rest.');
  });

  it('inherits other decisions from the profile it extends, and records which profile made each', async () => {
    await write(
      'base.yaml',
      'name: base\nsummary: A base.\nextends: rest\ndecisions: { charged: [], parts: { trimmed: true } }',
    );
    const file = await write('mine.json', {
      ...profile(),
      extends: './base.yaml',
      decisions: { charged: ['success', 'liveness-error'], answers: { falseWord: '' } },
      provenance: { charged: { source: 'observed', date: '2026-03-01', count: 12, note: 'on UAT' } },
    });
    const { profile: loaded, origins, base } = await loadProfile(file);
    expect(loaded).toMatchObject({ name: 'mine', charged: ['success', 'liveness-error'], parts: { trimmed: true } });
    expect(loaded.status['parameter-invalid']).toBe(400);
    expect(loaded.answers).toEqual({ ...documented.answers, falseWord: '' });
    expect(origins.charged).toEqual({
      profile: 'mine',
      source: 'observed',
      date: '2026-03-01',
      count: 12,
      note: 'on UAT',
    });
    expect(origins['answers.falseWord']).toEqual({ profile: 'mine', source: 'assumed' });
    expect(origins['parts.trimmed'].profile).toBe('base');
    expect(origins['status.parameter-invalid'].profile).toBe('rest');
    expect(origins['parts.nik'].profile).toBe('documented');
    expect([base?.profile.name, base?.base?.profile.name]).toEqual(['base', 'rest']);
  });

  it('extends documented by default', async () => {
    const { base } = await loadProfile(await write('plain.yaml', profile()));
    expect(base?.profile).toBe(documented);
  });

  it.each([
    [
      'a wrong type',
      { status: { success: '200' } },
      /^x\.yaml: decisions\.status\.success: "200" is a string; allowed: a whole number from 200 to 599/,
    ],
    [
      'a number out of range',
      { status: { success: 99 } },
      /decisions\.status\.success: 99 is not allowed; allowed: a whole number/,
    ],
    ['a status without a body', { status: { success: 204 } }, /decisions\.status\.success: 204 is not allowed/],
    [
      'an unknown word',
      { answers: { result: 'array' } },
      /decisions\.answers\.result: "array" is not allowed; allowed: "object" or "list"$/,
    ],
    [
      'an unknown path',
      { status: { sucess: 200 } },
      /decisions\.status\.sucess: unknown; allowed: success, insufficient-balance/,
    ],
    ['a value in place of a mapping', { status: 200 }, /decisions\.status: 200 is a number; allowed: a mapping$/],
    ['an empty value', { answers: { result: null } }, /decisions\.answers\.result: null is not allowed/],
    [
      'an unknown part',
      { parts: { required: ['img1', 'img2', 'selfie'] } },
      /decisions\.parts\.required: \["img1","img2","selfie"\] is not allowed; allowed: a list, each once, of img1/,
    ],
    ['no required picture', { parts: { required: ['key'] } }, /img1 and img2 are mandatory/],
    [
      'an order with a rule missing',
      { order: ['parameters', 'credentials'] },
      /decisions\.order: .* allowed: a list that names each of parameters, .*, face-compare once$/,
    ],
    ['an order with a repeated rule', { order: [...documented.order.slice(1), 'balance'] }, /decisions\.order: /],
    [
      'an unknown kind',
      { charged: ['succes'] },
      /decisions\.charged: \["succes"\] is not allowed; allowed: a list, each once, of success/,
    ],
    [
      'a threshold that is not a fraction',
      { answers: { threshold: '80%' } },
      /decisions\.answers\.threshold: "80%" is not allowed; allowed: a number above 0 and below 1/,
    ],
    ['a threshold above 1', { answers: { threshold: '1.5' } }, /decisions\.answers\.threshold: "1\.5"/],
    [
      'a false word that means yes',
      { answers: { falseWord: 'True' } },
      /decisions\.answers\.falseWord: "True" is not allowed; allowed: any text except "True"/,
    ],
    [
      'a line break in a header',
      { answers: { contentType: 'text/html\r\nX: y' } },
      /decisions\.answers\.contentType: "text\/html\\r\\nX: y" is not allowed; allowed: a media type/,
    ],
    [
      'the same word for success and failure',
      { answers: { statusWords: { failure: 'Success' } } },
      /answers\.statusWords\.failure: "Success" is also the word for success; allowed: another word/,
    ],
    [
      'a character set that the mock never sends',
      { answers: { contentType: 'text/html; charset=latin1' } },
      /answers\.contentType: .* names a character set that the mock never sends/,
    ],
    [
      'a letter case rule for names that are ignored',
      { pictures: { extension: 'content', extensionCase: 'lower-case-only' } },
      /pictures\.extensionCase: "lower-case-only" has no effect when pictures\.extension is "content"/,
    ],
  ])('with %s is rejected in one line that says what is allowed', async (_, decisions, message) => {
    const refused = await refusalOf('x.yaml', profile({ decisions }));
    expect(refused).toMatch(message);
    expect(refused).not.toContain('\n');
  });

  it.each([
    ['nothing in it', '', /^x\.yaml: the profile: the value is nothing; allowed: a mapping$/],
    ['a list in it', [], /^x\.yaml: the profile: the value is a list; allowed: a mapping$/],
    ['no name', { summary: 'x' }, /name: missing; allowed: a name of up to 60 letters/],
    [
      "a built-in profile's name",
      { name: 'rest', summary: 'x' },
      /name: "rest" is the name of a built-in profile; allowed: any other name/,
    ],
    [
      'an unknown key',
      profile({ decision: {} }),
      /decision: unknown; allowed: name, summary, extends, decisions, provenance/,
    ],
    ['lines of another file format', 'root:CANARY:0:', /the profile: a key is unknown; allowed: name, /],
    ['a text that is not a profile', 'CANARY SECRET', /the profile: the value is a string; allowed: a mapping/],
    [
      'two documents',
      'name: a\n---\nname: b',
      /cannot be read as YAML or JSON \(there is more than one document at line 2, column 1\)/,
    ],
    ['a key with an escape character', profile({ '\u001b[31m': 1 }), /the profile: a key is unknown; allowed: name, /],
    [
      'several faults',
      profile({ decisions: { charged: 1, order: 2 } }),
      /decisions\.charged: 1 is a number; .* \(and 1 more like it\)$/,
    ],
    [
      'an unknown parent',
      profile({ extends: 'docmented' }),
      /^x\.yaml: extends: no profile is called "docmented"; allowed: documented, rest, list-result, or the path/,
    ],
    [
      'a missing parent',
      profile({ extends: './nowhere.yaml' }),
      /^nowhere\.yaml: there is no such file; give the path of a profile$/,
    ],
    [
      'a provenance without a decision',
      profile({ provenance: { charged: { source: 'assumed' } } }),
      /provenance\.charged: "decisions" has no value for it/,
    ],
    [
      'a provenance for an unknown decision',
      profile({ provenance: { chargd: { source: 'assumed' } } }),
      /provenance\.chargd: unknown/,
    ],
    [
      'an observation without a date',
      profile({ decisions: { charged: [] }, provenance: { charged: { source: 'observed', count: 1 } } }),
      /provenance\.charged\.date: missing; allowed: a date as YYYY-MM-DD/,
    ],
    [
      'an observation with an invalid date',
      profile({
        decisions: { charged: [] },
        provenance: { charged: { source: 'observed', count: 1, date: '2026-13-01' } },
      }),
      /provenance\.charged\.date: "2026-13-01" is not allowed/,
    ],
    ['broken YAML', 'name: [', /^x\.yaml: cannot be read as YAML or JSON \(.*\); correct the file$/],
    ['a repeated key', 'name: a\nname: b', /cannot be read as YAML or JSON \(Map keys must be unique/],
    [
      'a hundred thousand brackets',
      '['.repeat(100_000),
      /cannot be read as YAML or JSON \(it is nested more than 200 deep\)/,
    ],
    [
      'a hundred thousand dashes',
      '- '.repeat(100_000),
      /cannot be read as YAML or JSON \(it is nested more than 200 deep\)/,
    ],
    ['a YAML bomb', bomb(), /cannot be read as YAML or JSON \(Excessive alias count/],
  ])('with %s is rejected in one line', async (_, contents, message) => {
    const refused = await refusalOf('x.yaml', contents);
    expect(refused).toMatch(message);
    expect(refused).not.toContain('\n');
  });

  it('of 50 MB is rejected by its size', async () => {
    const file = await write('large.yaml', '');
    await truncate(file, 50_000_000);
    expect(await refusal(file)).toBe(
      'large.yaml: has 50000000 bytes, more than the limit of 1000000; give a smaller file',
    );
  });

  it('that is a folder, or does not exist, is rejected', async () => {
    expect(await refusal(`${folder}/`)).toMatch(/is not a file; give the path/);
    expect(await refusal(join(folder, 'none.yaml'))).toBe(
      'none.yaml: there is no such file; give the path of a profile',
    );
  });

  it('that extends itself indirectly is rejected with the whole cycle', async () => {
    await write('a.yaml', profile({ extends: './b.yaml' }));
    await write('b.yaml', profile({ extends: './c.yaml' }));
    const file = await write('c.yaml', profile({ extends: './b.yaml' }));
    expect(await refusal(join(folder, 'a.yaml'))).toBe(
      'b.yaml: "extends" forms a cycle (b.yaml -> c.yaml -> b.yaml); let one of them extend a built-in profile',
    );
    await writeFile(file, JSON.stringify(profile({ extends: './c.yaml' })));
    expect(await refusal(file)).toMatch(/\(c\.yaml -> c\.yaml\)/);
  });

  it('is not found by a name that is neither a file nor a built-in profile', async () => {
    expect(await refusal('docmented')).toBe(
      'no profile is called "docmented"; allowed: documented, rest, list-result, or the path of a .json or .yaml file (did you mean documented?)',
    );
  });
});

/** A small file that expands to 9 to the power of 8 values. */
function bomb(): string {
  const nine = (item: string) => Array.from({ length: 9 }, () => item).join(',');
  return 'abcdefgh'
    .split('')
    .map((name, index, names) => `${name}: &${name} [${nine(index === 0 ? '"x"' : `*${names[index - 1]}`)}]`)
    .join('\n');
}
