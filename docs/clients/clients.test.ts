import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMockServer, type MockServer } from '../../mock/index.js';
import { createSyntaxCheck, type SourceLanguage } from '../../source-syntax.test-helper.js';
import { readBlocks } from '../guide-blocks.test-helper.js';
import { type PageWires, type Wire, wiresByPage } from './wire.test-helper.js';

const pages = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.md'));
const read = (page: string): string => readFileSync(join(import.meta.dirname, page), 'utf8');

/** The language of each page's programs: its grammar, or why none checks them. */
const grammars: Readonly<Record<string, SourceLanguage | 'run' | 'no grammar'>> = {
  bash: 'run',
  csharp: 'csharp',
  dart: 'dart',
  go: 'go',
  java: 'java',
  js: 'javascript',
  kotlin: 'no grammar',
  php: 'php',
  python: 'python',
  ruby: 'ruby',
  swift: 'swift',
};

/** The hints that a page shows, in order. */
const shownHints = (page: string): readonly string[] =>
  [...read(page).matchAll(/^X-Mock-Hint: (.*)$/gm)].map(([, hint = '']) => hint);

describe.each(pages)('the page %s', (page) => {
  const text = read(page);
  const blocks = readBlocks(text);

  test('has the same form as the others: the call, three mistakes with the hint of each, and a test', () => {
    expect(text.match(/^## .*$/gm)).toEqual(['## The call', '## Three mistakes', '## Test it']);
    const mistakes = text.slice(text.indexOf('## Three mistakes'), text.indexOf('## Test it')).split(/^### /m);
    expect(mistakes.slice(1).map((mistake) => mistake.match(/^X-Mock-Hint: /gm)?.length)).toEqual([1, 1, 1]);
    expect(text.slice(text.indexOf('## Test it'))).toMatch(/\]\(\.\.\/conformance-client\.md/);
  });

  test('limits the time of the call, and says that it may be charged', () => {
    const call = text.slice(text.indexOf('## The call'), text.indexOf('## Three mistakes'));
    expect(call).toMatch(/\b(30|30_000)\b/);
    expect(call).toContain('Do not send a request again after a time-out');
  });

  test('has programs with the syntax of their language', async () => {
    for (const { language, text: program, line } of blocks) {
      if (language === 'sh' || language === 'text') continue;
      const grammar = grammars[language];
      expect(grammar, `line ${line}`).toBeDefined();
      if (grammar === undefined || grammar === 'run' || grammar === 'no grammar') continue;
      const hasSyntax = await createSyntaxCheck(grammar);
      expect(hasSyntax(program), `line ${line}`).toBe(true);
      expect(hasSyntax(program.replace('(', ' ')), `line ${line}, without a bracket`).toBe(false);
    }
  });
});

describe('of a language that does not run here', () => {
  let mock: MockServer;
  let picture: (name: string) => Promise<Buffer>;
  beforeAll(async () => {
    mock = await createMockServer();
    picture = async (name) => {
      const answer = await fetch(`${mock.url}/__admin/fixtures/${name}`);
      return Buffer.from(await answer.arrayBuffer());
    };
  });
  afterAll(() => mock[Symbol.asyncDispose]());

  const wiresOf = async (page: string): Promise<PageWires> => {
    const make = wiresByPage[page];
    if (make === undefined) throw new Error(`no requests for ${page}`);
    return make({ selfie: await picture('selfie-good.jpg'), ktp: await picture('ktp-good.jpg') });
  };
  const send = ({ contentType, body }: Wire, session: string): Promise<Response> =>
    fetch(`${mock.url}/s/${session}/demo/biometric/facecompareliveness`, {
      method: 'POST',
      headers: { 'Content-Type': contentType },
      body: new Uint8Array(body),
    });

  test.each(Object.keys(wiresByPage))('%s shows the answer to what its call sends', async (page) => {
    const answer = await send((await wiresOf(page)).call, `call-${page.replace('.md', '')}`);
    const { result } = JSON.parse(await answer.text());
    const printed = [
      `HTTP ${answer.status}`,
      `X-Trx-No: ${answer.headers.get('X-Trx-No')}`,
      `compare: ${result.face_compare.compare}`,
      `live: ${result.face_liveness.live}`,
    ];
    expect(read(page)).toContain(printed.join('\n'));
  });

  test.each(Object.keys(wiresByPage))('%s shows the hint to what each mistake sends', async (page) => {
    const hints: (string | null)[] = [];
    for (const [place, wire] of (await wiresOf(page)).mistakes.entries()) {
      const answer = await send(wire, `mistake-${place}-${page.replace('.md', '')}`);
      await answer.arrayBuffer();
      hints.push(answer.headers.get('X-Mock-Hint'));
    }
    expect(hints).toEqual(shownHints(page));
  });
});
