import { beforeAll, describe, expect, test } from 'vitest';
import { createMockServer } from '../../mock/index.js';
import { buildOpenApi, documented, loadContract, loadProfile, readContract } from '../../spec/index.js';
import {
  changeAnswer,
  closeConnection,
  type MutableAnswer,
  moveFirstKeyToEnd,
  onKinds,
  setCompare,
  setHeader,
  setKey,
  setStatus,
} from '../peers/broken/deviations.js';
import { brokenServers } from '../peers/broken/index.js';
import { startReferenceServer } from '../peers/reference/server.js';
import { driftOf, quickCases, runFor, runUnder, runWith, sentencesOf } from './drift.test-helper.js';
import type { RunFile } from './run-file.js';

interface Evidence {
  readonly refNumber: string;
  readonly answer: { body: string };
}

const unchanged = (): undefined => undefined;
let old: RunFile;
beforeAll(async () => {
  old = await runWith(unchanged);
});

describe('runs on the same server', () => {
  test('have no difference, whatever number, date and figure each answer has', async () => {
    await using mock = await createMockServer();
    const runs = [];
    for (let time = 0; time < 4; time++) runs.push(await runFor(mock.url));
    for (const run of runs.slice(1)) {
      const { differences, exit, compared } = driftOf(runs[0] as RunFile, run);
      expect(differences).toEqual([]);
      expect([exit, compared]).toEqual([{ code: 0, reason: 'no drift' }, quickCases.length]);
    }
  });

  test('have no difference in ids that every answer has anew, in headers and in the body', async () => {
    let id = 0;
    const ids = changeAnswer(({ headers, body }) => ({
      headers: { ...headers, 'X-Node-Ticket': `t-${(id++).toString(36)}`, 'X-Correlation-Id': String(id) },
      body: { ...body, ticket: `b-${id}`, at: new Date(id * 1e9).toISOString() },
    }));
    expect(driftOf(await runWith(ids), await runWith(ids)).differences).toEqual([]);
  });
});

describe('runs on the same server, in which a text has something new in every answer', () => {
  test('have no difference in a refNumber that the server repeats, nor in dates and ids inside texts', async () => {
    let id = 0;
    const newText = (): string => {
      const at = new Date(1.6e12 + ++id * 1e7);
      const uuid = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
      return `seen ${at.toUTCString()}, ${at.toISOString()}, 0${(id % 9) + 1}/11/2026 10:00:00, ${at.getTime()}, ${uuid}`;
    };
    const server = () => runWith(changeAnswer(({ body }) => ({ body: { ...body, info: newText(), at: Date.now() } })));
    expect(driftOf(await server(), await server()).differences).toEqual([]);
    const echo = (run: RunFile): RunFile => {
      const copy = structuredClone(run) as unknown as { report: { cases: { evidence: Evidence }[] } };
      for (const { evidence } of copy.report.cases)
        evidence.answer.body = evidence.answer.body.replace('{', `{"ref":"for ${evidence.refNumber}",`);
      return copy as unknown as RunFile;
    };
    const [one, other] = [echo(await runWith(unchanged)), echo(await runWith(unchanged))];
    expect(JSON.stringify(one.report)).toContain('for KIT');
    expect(driftOf(one, other).differences).toEqual([]);
  });
});

describe('texts of an answer', () => {
  test('are no ids, though each case has its own', async () => {
    const described = (what: string) =>
      runWith(
        changeAnswer(({ body, count }) => ({ body: { ...body, detail: `${what} ${'abcdefghijkl'[count % 12]}` } })),
      );
    const { differences } = driftOf(await described('reason'), await described('cause'));
    expect(differences.filter(({ place }) => place === 'detail')).toHaveLength(quickCases.length);
  });
});

describe('runs that judge by other profiles', () => {
  test('differ in the answers alone: not in kinds and verdicts, with a warning', async () => {
    const ownText = (answer: MutableAnswer): undefined => {
      if (answer.kind === 'parameter-invalid') setKey('message', 'Bad request')(answer);
    };
    const judged = await runWith(ownText);
    const again = structuredClone(await runWith(ownText)) as unknown as {
      report: { profile: { name: string }; cases: { answered?: string; verdict: string; kind: string }[] };
    };
    again.report.profile.name = 'uat';
    for (const testCase of again.report.cases)
      if (testCase.answered === 'outside') Object.assign(testCase, { answered: testCase.kind, verdict: 'passed' });
    const drift = driftOf(judged, again as unknown as RunFile);
    expect(drift.differences.filter(({ aspect }) => aspect !== 'reading')).toEqual([]);
    expect(drift.warnings).toEqual([
      'run.json assumed the profile documented, and run.json uat',
      'verdicts are not compared, because the runs judge differently',
    ]);
    const other = driftOf(await runWith(unchanged), again as unknown as RunFile);
    expect(sentencesOf(other)).toContain(
      'breaking: the value of message of 3 cases was "Parameter invalid, please check your request", now "Bad request": a client that compares the value breaks',
    );
  });
});

describe('a difference is explained in one sentence with both values and its class', () => {
  test('breaking: another status of one kind, once for all its cases', async () => {
    const now = await runWith((answer) => (answer.kind === 'parameter-invalid' ? setStatus(400)(answer) : undefined));
    const drift = driftOf(old, now);
    expect(sentencesOf(drift)[0]).toBe(
      'breaking: 3 cases were answered parameter-invalid with 200, now with 400: a client that expects 200 breaks',
    );
    expect(drift.differences[0]?.cases).toEqual(['missing-key', 'missing-img1', 'missing-ref-number']);
    expect(sentencesOf(drift)[1]).toMatch(/^breaking: 3 cases were passed, now inconclusive: /);
    expect(drift.exit).toEqual({ code: 4, reason: expect.stringMatching(/^drift: \d breaking, 0 additive$/) });
  });

  test('breaking: another status of one case, by its name', async () => {
    const ids = ['missing-key'];
    const [one, other] = [await runWith(unchanged, { ids }), await runWith(setStatus(400), { ids })];
    expect(sentencesOf(driftOf(one, other))[0]).toBe(
      'breaking: missing-key was answered parameter-invalid with 200, now with 400: a client that expects 200 breaks',
    );
  });

  test('breaking: every status, kind by kind, and the reading, under another profile', async () => {
    const rest = await loadContract((await loadProfile('rest')).profile);
    const sentences = sentencesOf(driftOf(await runUnder(await loadContract()), await runUnder(rest)));
    expect(sentences).toContain(
      'breaking: credentials-unknown-tenant was answered invalid-credentials with 200, now with 401: a client that expects 200 breaks',
    );
    expect(sentences).toContain(
      'breaking: the reading of http-status was always-200, now by-meaning: the server answers an open question in another way',
    );
  });

  test('breaking: a text of an edited contract', async () => {
    const document = structuredClone(buildOpenApi(documented));
    const text = JSON.stringify(document).replaceAll('Input Image Invalid', 'Input image invalid');
    const edited = await readContract(JSON.parse(text));
    const sentences = sentencesOf(driftOf(await runUnder(await loadContract()), await runUnder(edited)));
    expect(sentences[0]).toBe(
      'breaking: the value of message of ktp-no-face was "Input Image Invalid", now "Input image invalid": a client that compares the value breaks',
    );
  });

  test('breaking: a figure of another form, though figures differ in every answer', async () => {
    const now = await runWith((answer) =>
      answer.kind === 'success' ? setCompare('similarity', '83.9')(answer) : undefined,
    );
    expect(sentencesOf(driftOf(old, now))).toContain(
      'breaking: the value of result.face_compare.similarity of 2 cases was fraction of five decimals, now percentage: a client that compares the value breaks',
    );
  });

  test('breaking: another type, named once at the highest key that has it', async () => {
    const listed = changeAnswer(({ body }) => ({
      body: 'result' in body ? { ...body, result: [body['result']] } : body,
    }));
    const sentences = sentencesOf(driftOf(old, await runWith(listed))).filter((sentence) =>
      sentence.includes('the key '),
    );
    expect(sentences).toEqual([
      'breaking: the key result of 3 cases was an object, now a list: a client that reads the earlier type breaks',
    ]);
  });

  test('breaking: a key that is gone, without those inside it', async () => {
    const without = changeAnswer(({ body: { result: _, ...body } }) => ({ body }));
    const sentences = sentencesOf(driftOf(old, await runWith(without))).filter((sentence) =>
      sentence.includes('the key '),
    );
    expect(sentences).toEqual([
      'breaking: the key result of 3 cases was an object, now absent: a client that reads it breaks',
    ]);
  });

  test('breaking: no answer, and additive: an answer at last', async () => {
    const now = await runWith(onKinds(['success'], closeConnection));
    expect(sentencesOf(driftOf(old, now))[0]).toBe(
      'breaking: 2 cases were answered success with 200, now not at all: a client waits for it',
    );
    expect(sentencesOf(driftOf(now, old))[0]).toMatch(
      /^additive: 2 cases were answered not at all, now success with 200: /,
    );
  });

  test('breaking: another kind, which explains its status and body', async () => {
    const now = await runWith(
      changeAnswer(({ kind, body }) => ({
        body: kind === 'parameter-invalid' ? { status: 'FAILED', message: 'Invalid API key or tenant code' } : body,
      })),
    );
    const sentences = sentencesOf(driftOf(old, now));
    expect(sentences[0]).toBe(
      'breaking: 3 cases were answered parameter-invalid with 200, now invalid-credentials with 200: a client acts on the kind',
    );
    expect(sentences.filter((sentence) => sentence.includes('message'))).toEqual([]);
  });

  test('breaking: a text that makes the answer one of no kind, with the text', async () => {
    const now = await runWith((answer) =>
      answer.kind === 'parameter-invalid' ? setKey('message', 'Parameter is invalid')(answer) : undefined,
    );
    expect(sentencesOf(driftOf(old, now)).slice(0, 2)).toEqual([
      'breaking: 3 cases were answered parameter-invalid with 200, now with none of the seven kinds and 200: a client acts on the kind',
      'breaking: the value of message of 3 cases was "Parameter invalid, please check your request", now "Parameter is invalid": a client that compares the value breaks',
    ]);
  });

  test('breaking: another media type; additive: only another parameter', async () => {
    const typed = (type: string) => runWith(setHeader('Content-Type', () => type));
    expect(sentencesOf(driftOf(old, await typed('text/html')))).toContain(
      'breaking: the header content-type of 8 cases was "application/json", now "text/html": a client that expects the earlier media type breaks',
    );
    expect(sentencesOf(driftOf(old, await typed('application/json; charset=utf-8')))).toContain(
      'additive: the header content-type of 8 cases was "application/json", now "application/json; charset=utf-8": the media type is the same, and only its parameters differ',
    );
  });

  test('additive: one more header; breaking: one less', async () => {
    const more = await runWith(setHeader('X-Extra', () => 'yes'));
    const drift = driftOf(old, more);
    expect(sentencesOf(drift)).toEqual([
      'additive: the header x-extra of 8 cases was absent, now "yes": clients ignore headers that they do not know',
    ]);
    expect(drift.exit).toEqual({ code: 4, reason: 'drift: 0 breaking, 1 additive' });
    expect(sentencesOf(driftOf(more, old))).toEqual([
      'breaking: the header x-extra of 8 cases was "yes", now absent: a client that reads it breaks',
    ]);
  });

  test('breaking: an encoding that the request did not accept', async () => {
    const run = (behave: Parameters<typeof startReferenceServer>[0]) => startReferenceServer(behave);
    const gzip = brokenServers.find(({ id }) => id.startsWith('compresses with gzip'));
    if (gzip?.variantOf !== 'reference') throw new Error('there is no such server');
    await using plain = await run({});
    await using compressing = await run(gzip.behave());
    expect(sentencesOf(driftOf(await runFor(plain.url), await runFor(compressing.url)))[0]).toBe(
      'breaking: the header content-encoding of 8 cases was absent, now "gzip": a client that does not ask for it cannot read the body',
    );
  });

  test('additive: one more key', async () => {
    const sentences = sentencesOf(driftOf(old, await runWith(setKey('version', 2))));
    expect(sentences).toContain(
      'additive: the key version of 8 cases was absent, now a number: clients ignore keys that they do not know',
    );
    expect(sentences.filter((sentence) => sentence.includes('order'))).toEqual([]);
  });

  test('noise: another order of keys, and headers of the connection', async () => {
    const drift = driftOf(old, await runWith(moveFirstKeyToEnd));
    expect(sentencesOf(drift)).toContain(
      'noise: the keys of 5 cases were in the order status, message, now message, status: the order of keys has no meaning in JSON',
    );
    const served = await runWith(setHeader('Server', () => 'nginx'));
    const { exit, differences } = driftOf(old, served);
    expect(differences.map((difference) => difference.sentence)).toEqual([
      'the header server of 8 cases was absent, now "nginx": it is of the connection or the server program, and no client of this API reads it',
    ]);
    expect(exit).toEqual({ code: 0, reason: 'no drift' });
  });

  test('breaking: answers that take seconds longer', async () => {
    const ids = ['missing-key', 'missing-img1', 'missing-ref-number'];
    await using mock = await createMockServer();
    const quick = await runFor(mock.url, { ids });
    const session = mock.session('slow');
    session.setFault({ type: 'delay', ms: 1100 });
    const slow = await runFor(session.url, { ids, isTimed: true });
    expect(sentencesOf(driftOf(quick, slow))).toEqual([
      expect.stringMatching(
        /^breaking: the median time of the answers parameter-invalid was 10 ms \(under 300 ms\), now \d+\.\d s \(.*\): a client with a time limit below \d+\.\d s breaks$/,
      ),
    ]);
  });
});

describe('a case that only one run has', () => {
  test('is noise where the other run did not select it', async () => {
    const fewer = await runWith(unchanged, { ids: quickCases.slice(0, -1) });
    const drift = driftOf(old, fewer);
    expect(sentencesOf(drift)).toEqual([
      'noise: ktp-no-face was answered, now not part of the run: nothing is known of the server there',
    ]);
    expect([drift.exit.code, drift.compared]).toEqual([0, quickCases.length - 1]);
    expect(sentencesOf(driftOf(fewer, old))).toEqual([
      'noise: ktp-no-face was without an answer, now answered: there is nothing to compare it with',
    ]);
  });

  test('is named where the new run skipped it, which is no proof that there is no drift', () => {
    const now = structuredClone(old) as unknown as { report: { cases: Record<string, unknown>[] } };
    const [first] = now.report.cases;
    Object.assign(first ?? {}, {
      verdict: 'skipped',
      reason: 'the budget is used up',
      checks: [],
      evidence: undefined,
    });
    const drift = driftOf(old, now as unknown as RunFile);
    expect(sentencesOf(drift)).toEqual([
      'noise: success-all-parts was answered, now without an answer (skipped: the budget is used up): nothing is known of the server there',
    ]);
    expect(drift.unknown).toEqual(['success-all-parts']);
    expect(drift.exit).toEqual({ code: 3, reason: 'no drift, but 1 case of the baseline got no answer' });
  });

  test('leaves nothing to compare where no case is in both', async () => {
    const other = await runWith(unchanged, { ids: ['missing-img2'] });
    expect(driftOf(old, other).exit).toEqual({ code: 3, reason: 'no case has an answer in both runs' });
  });
});
