import type { TestCase } from '../cases/case.js';
import { factsOf, type RequestFacts } from '../expectation/facts.js';
import { isObject, type JsonObject, parseJson, resultText } from '../wire/answer.js';

/** An answer as a run keeps it. */
export interface KeptAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answer to a case in one of the runs to learn from. */
export interface SeenAnswer {
  readonly case: TestCase;
  readonly facts: RequestFacts;
  /** The run that it is of. */
  readonly run: string;
  readonly sentAt: Date;
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came. */
  readonly text: string;
  readonly contentType: string | undefined;
  readonly trxNo: string | undefined;
  readonly body: JsonObject | undefined;
  readonly form: AnswerForm;
  /**
   * What a recorded request does not tell. `pictures`: what its pictures show, so that the kit cannot know whether an answer that
   * finds fault with them is right. `outcome`: whose tenant it names, so that only the form of its answer counts.
   */
  readonly notKnown?: 'pictures' | 'outcome';
}

/** What the keys of a body say of its kind. Its texts and its status, which a vendor may word differently, say nothing here. */
export type AnswerForm =
  | { readonly type: 'success' }
  | { readonly type: 'liveness-error'; readonly text: string }
  | { readonly type: 'message'; readonly text: string }
  | { readonly type: 'other' };

/** Reads an answer of a run. */
export function readAnswer(
  testCase: TestCase,
  { status, headers, body: text }: KeptAnswer,
  { run, sentAt, facts = factsOf(testCase) }: Pick<SeenAnswer, 'run' | 'sentAt'> & { readonly facts?: RequestFacts },
): SeenAnswer {
  const parsed = parseJson(text);
  const body = isObject(parsed) ? parsed : undefined;
  return {
    case: testCase,
    facts,
    run,
    sentAt,
    status,
    headers,
    text,
    contentType: headers['content-type'],
    trxNo: headers['x-trx-no'],
    body,
    form: body === undefined ? { type: 'other' } : formOf(body),
  };
}

function formOf(body: JsonObject): AnswerForm {
  const texts = [body['error'], body['message']].filter((text) => typeof text === 'string');
  const text = texts.find((candidate) => candidate !== '') ?? '';
  const hasMore = 'date' in body || 'datetime' in body || 'result' in body;
  // Frameworks have `error` in bodies of their own.
  if (typeof body['error'] === 'string')
    return hasMore && text !== '' ? { type: 'liveness-error', text } : { type: 'other' };
  if (hasFilledResult(body)) return { type: 'success' };
  if (hasMore) return text === '' ? { type: 'other' } : { type: 'liveness-error', text };
  return text === '' ? { type: 'other' } : { type: 'message', text };
}

function hasFilledResult(body: JsonObject): boolean {
  const values = [
    resultText(body, 'face_compare', 'compare'),
    resultText(body, 'face_compare', 'similarity'),
    resultText(body, 'face_liveness', 'live'),
    resultText(body, 'face_liveness', 'score'),
  ];
  return values.some((value) => value !== undefined && value !== '');
}

/** Whether the case uses another method than the document allows. Such an answer has a status of its own. */
export function hasOtherMethod({ facts }: SeenAnswer): boolean {
  return facts.method !== 'POST';
}

/** Ids of the cases of answers, each once. */
export function caseIdsOf(answers: readonly SeenAnswer[]): readonly string[] {
  return [...new Set(answers.map((answer) => answer.case.id))];
}
