import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ambiguities } from './ambiguities/index.js';
import { createAmbiguitiesCommand } from './ambiguities-command.js';
import { createSpecCommand } from './command.js';
import type { CommandIo } from './command-io.js';
import { pathsGovernedBy, profilePaths } from './decisions/index.js';
import { buildOpenApi } from './openapi.js';
import { documented } from './profile.js';
import { createProfileCommand } from './profile-command.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'eendigo-kit-commands-'));
});
afterAll(() => rm(folder, { recursive: true }));

const silentIo: CommandIo = {
  out: () => {},
  err: () => {},
  env: {},
  isTty: false,
  signal: new AbortController().signal,
  exitCode: 0,
};

/** Runs a command with these arguments. Returns what it printed, or throws its error. */
async function run(command: 'spec' | 'profile' | 'ambiguities', ...words: string[]): Promise<string> {
  const lines: string[] = [];
  const io: CommandIo = { ...silentIo, out: (line) => lines.push(line) };
  const made = { spec: createSpecCommand, profile: createProfileCommand, ambiguities: createAmbiguitiesCommand }[
    command
  ](io);
  await made
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parseAsync(words, { from: 'user' });
  return lines.join('\n');
}

describe('eendigo-kit spec', () => {
  it('prints the contract under documented as YAML, or as JSON with --format json', async () => {
    expect(parse(await run('spec'))).toEqual(buildOpenApi(documented));
    expect(JSON.parse(await run('spec', '--format', 'json'))).toEqual(buildOpenApi(documented));
  });

  it('prints it under another profile', async () => {
    expect(parse(await run('spec', '--profile', 'rest'))).toMatchObject({ 'x-profile': 'rest' });
    const file = join(folder, 'mine.yaml');
    await writeFile(file, 'name: mine\nsummary: Mine.\ndecisions: { answers: { threshold: "0.75" } }');
    expect(await run('spec', '--profile', file)).toContain('const: "0.75"');
  });

  it('rejects an unknown profile', async () => {
    await expect(run('spec', '--profile', 'tuesday')).rejects.toThrow(/no profile is called "tuesday"/);
  });
});

describe('eendigo-kit profile', () => {
  it('show prints each decision with its value and its provenance', async () => {
    const shown = await run('profile', 'show', 'rest');
    for (const path of profilePaths) expect(shown).toContain(`  ${path} `);
    expect(shown).toMatch(/status\.parameter-invalid +400\n +assumed \(RFC 9110, 400 Bad Request\)/);
    expect(shown).toMatch(
      /parts\.required +\["img1",.*\]\n +from documented: documented \(section 1, column Compulsory\)/,
    );
    expect(await run('profile', 'show')).toMatch(/^documented: /);
  });

  it('check reads every file, and reports each that is wrong', async () => {
    const [good, wrong, alsoWrong] = ['good', 'wrong', 'also-wrong'].map((name) =>
      join(folder, `${name}.profile.yaml`),
    );
    await writeFile(`${good}`, 'name: good\nsummary: Good.\ndecisions: {}');
    await writeFile(`${wrong}`, 'name: wrong\nsummary: Wrong.\ndecisions: { status: { parameter-invalid: soon } }');
    await writeFile(`${alsoWrong}`, 'summary: No name.');
    const shown: string[] = [];
    const command = createProfileCommand({
      ...silentIo,
      out: (line) => shown.push(line),
      err: (line) => shown.push(line),
    });
    const checked = command.parseAsync(['check', `${wrong}`, `${alsoWrong}`, `${good}`], { from: 'user' });
    await expect(checked).rejects.toThrow(/also-wrong\.profile\.yaml/);
    expect(shown).toEqual([
      'good: Good.',
      expect.stringMatching(/^extends documented; /),
      expect.stringMatching(/^eendigo-kit: .*wrong\.profile\.yaml.*parameter-invalid/),
    ]);
  });

  it('check prints only the decisions of a file that differ from its base', async () => {
    const file = join(folder, 'uat.yaml');
    await writeFile(
      file,
      'name: uat\nsummary: UAT.\nextends: rest\ndecisions: { charged: [], parts: { trimmed: false } }\n' +
        'provenance: { charged: { source: observed, date: 2026-03-01, count: 12, note: run on UAT } }',
    );
    expect(await run('profile', 'check', file)).toBe(
      [
        'uat: UAT.',
        `extends rest, which extends documented; decides 2 of ${profilePaths.length}, 1 differently`,
        '  charged: ["success"] -> []  observed 2026-03-01, 12 times (run on UAT)',
      ].join('\n'),
    );
  });

  it('check rejects a decision that is not allowed', async () => {
    const file = join(folder, 'bad.yaml');
    await writeFile(file, 'name: bad\nsummary: Bad.\ndecisions: { charged: everything }');
    await expect(run('profile', 'check', file)).rejects.toThrow(
      /bad\.yaml: decisions\.charged: "everything" is a string; allowed: a list, each once, of success/,
    );
  });

  it('schema prints the committed schema', async () => {
    const committed: unknown = JSON.parse(await readFile(join(import.meta.dirname, 'profile.schema.json'), 'utf8'));
    expect(JSON.parse(await run('profile', 'schema'))).toEqual(committed);
  });
});

describe('eendigo-kit ambiguities', () => {
  it('prints every question with its readings, in lines that fit a terminal', async () => {
    const text = await run('ambiguities');
    for (const { id, readings } of ambiguities) {
      expect(text).toContain(`\n${id}  (`);
      for (const reading of readings) expect(text).toContain(`${reading.id}: `);
    }
    const [, ...lines] = text.split('\n');
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(text.match(/^ {4}\* /gm)).toHaveLength(ambiguities.length);
  });

  it('prints the register as JSON and as Markdown', async () => {
    expect(JSON.parse(await run('ambiguities', '--format', 'json'))).toEqual(
      ambiguities.map((entry) => ({ ...entry, decisions: pathsGovernedBy(entry.id) })),
    );
    const page = await run('ambiguities', '--format', 'markdown');
    expect(page.match(/^### /gm)).toHaveLength(ambiguities.length);
    expect(page.match(/ \(default\): /g)).toHaveLength(ambiguities.length);
  });

  it('writes a letter with every question in both languages, numbered by section, without ids in its text', async () => {
    const letter = await run('ambiguities', '--vendor-packet', '--from', 'PT Contoh');
    for (const { vendorQuestion: ask } of ambiguities)
      expect(letter).toContain(`**EN:** ${ask.en}\n\n**ID:** ${ask.id}\n\nAnswer / Jawaban:`);
    expect(letter).toContain('**From / Dari:** PT Contoh');
    expect(letter.match(/^### \d/gm)).toHaveLength(ambiguities.length);
    const numbers = letter.match(/^### .*$/gm) ?? [];
    expect(new Set(numbers).size).toBe(ambiguities.length);
    expect(numbers).toEqual([...numbers].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })));
    const [body = '', records = ''] = letter.split('<sub>');
    for (const { id } of ambiguities) expect(records).toContain(` ${id}`);
    expect(body).not.toMatch(/eendigo-kit|profile|TODO|undefined|\[[^\]]*\]/);
  });

  it('leaves a line to fill in when no sender is given', async () => {
    expect(await run('ambiguities', '--vendor-packet')).toMatch(/\*\*From \/ Dari:\*\* _{20,}/);
  });

  it('writes to a new file, but never overwrites one that may contain answers', async () => {
    const file = join(folder, 'letter.md');
    expect(await run('ambiguities', '--vendor-packet', '-o', file)).toBe('');
    expect(await readFile(file, 'utf8')).toMatch(/^# Questions on the API documentation/);
    await expect(run('ambiguities', '--vendor-packet', '-o', file)).rejects.toThrow(
      /letter\.md: already exists and may contain answers; give another name with --output/,
    );
    await expect(run('ambiguities', '-o', join(folder, 'no', 'letter.md'))).rejects.toThrow(
      /cannot be written: there is no folder .*; create it first/,
    );
  });

  it('rejects incompatible flags', async () => {
    await expect(run('ambiguities', '--from', 'me')).rejects.toThrow(/--from: only a letter has a sender/);
    await expect(run('ambiguities', '--vendor-packet', '--format', 'json')).rejects.toThrow(/cannot be used with/);
    await expect(run('ambiguities', '--format', 'xml')).rejects.toThrow(/Allowed choices/);
  });
});
