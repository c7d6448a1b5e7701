import {
  type Contract,
  createChecker,
  decisions as decisionTable,
  formatOwnAnswer,
  type OwnAnswerName,
  type OwnAnswerParts,
  ownAnswerNames,
  type ResponseKind,
  responseKinds,
} from '../../spec/index.js';
import type { DerivedAnswer } from '../expectation/answer-under.js';
import { messageOf } from '../wire/answer.js';
import { ownAnswerKey } from '../wire/own-answer.js';
import type { Demands } from './demands.js';
import { type Contradiction, type Finding, type Findings, groupAnswers } from './findings.js';
import { caseIdsOf, hasOtherMethod, type SeenAnswer } from './seen-answer.js';

/** How many different cases have to agree before an answer of no kind counts as the server's own one. */
const agreeing = 2;

/** The own answers that runs show. */
export interface OwnAnswers {
  readonly byName: ReadonlyMap<OwnAnswerName, OwnAnswerParts>;
  /** The decisions whose own answer an answer is. Empty for an answer of a kind. */
  readonly namesOf: (answer: SeenAnswer) => ReadonlySet<OwnAnswerName>;
}

/**
 * Finds the answers of none of the kinds that a server gives to one sort of request, such as those with a wrong method. At
 * least two cases have to agree.
 */
export function findOwnAnswers(answers: readonly SeenAnswer[], contract: Contract, demands: Demands): OwnAnswers {
  const headerNames = tellingHeaders(answers);
  const keyOf = (answer: SeenAnswer): string => ownAnswerKey({ ...answer, body: answer.text }, headerNames);
  const demandedOf = demands(contract.decisions);
  const single = answers.filter(({ case: { breaks } }) => breaks === undefined);
  const keys = new Map<OwnAnswerName, string>();
  const byName = new Map<OwnAnswerName, OwnAnswerParts>();
  for (const name of ownAnswerNames) {
    const about = single.filter((answer) => demandedOf(answer).mayBeOwn === name);
    const others = single.filter((answer) => !about.includes(answer));
    const odd = about.filter((answer) => isOfNoKind(answer, demandedOf(answer).kind, { others, demandedOf, contract }));
    const groups = groupAnswers(odd.map((answer) => ({ value: keyOf(answer), answer })));
    const [usual] = groups.toSorted((one, other) => other.answers.length - one.answers.length);
    const [first] = usual?.answers ?? [];
    if (!usual || !first || caseIdsOf(usual.answers).length < agreeing) continue;
    // A server that answers so whatever it gets is out of order.
    const elsewhere = others.filter(
      (other) => demandedOf(other).mayBeOwn === undefined && keyOf(other) === usual.value,
    );
    if (elsewhere.length * 2 > usual.answers.length) continue;
    keys.set(name, usual.value);
    byName.set(name, partsOf(first, headerNames));
  }
  // The search comes to every answer thousands of times.
  const known = new Map(
    answers.map((answer) => {
      const key = keys.size === 0 ? '' : keyOf(answer);
      return [answer, new Set([...keys].flatMap(([name, own]) => (own === key ? [name] : [])))] as const;
    }),
  );
  return { byName, namesOf: (answer) => known.get(answer) ?? none };
}

const none: ReadonlySet<OwnAnswerName> = new Set();

/** What an answer is compared with. */
interface Beside {
  /** The answers to requests of another sort. */
  readonly others: readonly SeenAnswer[];
  readonly demandedOf: (answer: SeenAnswer) => DerivedAnswer;
  readonly contract: Contract;
}

/**
 * Whether an answer is none of the kinds: it has the form of none, or it is a short failure as no request of another sort
 * gets it, although its kind has another text there.
 */
function isOfNoKind(answer: SeenAnswer, demanded: ResponseKind, { others, demandedOf, contract }: Beside): boolean {
  const { form, body = {} } = answer;
  if (form.type === 'other') return true;
  if (form.type !== 'message') return false;
  const { text } = form;
  const posted = others.filter((other) => other.form.type === 'message' && !hasOtherMethod(other));
  if (posted.some((other) => wholeOf(other) === wholeOf(answer))) return false;
  const isOfForm = Object.keys(body).toSorted().join() === 'message,status';
  // The document's own text for a posted request is no page of a framework, whatever else the server words otherwise.
  if (isOfForm && !hasOtherMethod(answer) && text === messageOf(contract, demanded)) return false;
  if (!isOfForm || posted.some((other) => textOf(other) === text)) return true;
  const kind = responseKinds.find((one) => messageOf(contract, one) === text) ?? demanded;
  const kindsOf = (other: string | undefined): readonly ResponseKind[] =>
    posted.flatMap((one) => (textOf(one) === other ? [demandedOf(one).kind] : []));
  return posted.some((one) => demandedOf(one).kind === kind && mostFrequent(kindsOf(textOf(one))) === kind);
}

function textOf({ form }: SeenAnswer): string | undefined {
  return form.type === 'message' ? form.text : undefined;
}

/** What tells two short failures with one text apart: the whole body, and whether they have a number. */
function wholeOf({ text, trxNo }: SeenAnswer): string {
  return JSON.stringify([text, trxNo !== undefined]);
}

function mostFrequent(kinds: readonly ResponseKind[]): ResponseKind | undefined {
  const countOf = (kind: ResponseKind): number => kinds.filter((other) => other === kind).length;
  return kinds.toSorted((one, other) => countOf(other) - countOf(one))[0];
}

/** Headers of the connection and of single answers, which say nothing of the answer. */
export const ofTransport =
  /^(age|cache-control|connection|content-encoding|content-length|date|etag|expires|keep-alive|last-modified|retry-after|server|set-cookie|trailer|transfer-encoding|vary|via|x-mock-.*|x-trx-no|.*(request|correlation|trace|transaction)-?id)$/;

/** The content type, and the headers that some answers have and others do not. */
function tellingHeaders(answers: readonly SeenAnswer[]): readonly string[] {
  const names = new Set(answers.flatMap(({ headers }) => Object.keys(headers)));
  return [...names].filter(
    (name) => !ofTransport.test(name) && (name === 'content-type' || answers.some(({ headers }) => !(name in headers))),
  );
}

function partsOf({ status, headers, text }: SeenAnswer, names: readonly string[]): OwnAnswerParts {
  const kept = names.flatMap((name) =>
    headers[name] === undefined ? [] : [[inCapitals(name), headers[name]] as const],
  );
  return { status, headers: Object.fromEntries(kept), body: text };
}

/** The usual spelling of a header's name, which a report has in lower case. */
function inCapitals(name: string): string {
  return name.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash}${letter.toUpperCase()}`);
}

/** What a recogniser says of answers. */
interface Recognition {
  readonly isOfKind: (answer: SeenAnswer) => boolean;
  readonly mayBe: (answer: SeenAnswer, demanded: DerivedAnswer) => boolean;
}

/** Judges what the answers show of the decisions on own answers. `demandedOf`: under the learned decisions. */
export function judgeOwnAnswers(
  answers: readonly SeenAnswer[],
  own: OwnAnswers,
  demandedOf: Beside['demandedOf'],
  { isOfKind, mayBe }: Recognition,
): Findings {
  const found: Finding[] = [];
  const contradictions: Contradiction[] = [];
  const undecided: Findings['undecided'] & Map<Finding['path'], string> = new Map();
  for (const name of ownAnswerNames) {
    const path = `ownAnswers.${name}` as const;
    const about = answers.filter((answer) => demandedOf(answer).mayBeOwn === name);
    const having = about.filter((answer) => own.namesOf(answer).has(name));
    const lacking = about.filter((answer) => isOfKind(answer) && answer.form.type !== 'success');
    const parts = own.byName.get(name);
    if (parts === undefined || having.length === 0) {
      const demanded = lacking.filter((answer) => mayBe(answer, demandedOf(answer)));
      if (demanded.length > 0) found.push({ path, value: '', answers: demanded });
      else if (about.some((answer) => !isOfKind(answer)))
        undecided.set(path, 'the answers have none of the kinds, and no two cases have the same one');
    } else if (lacking.length > 0) {
      const says = [
        { value: 'an answer of none of the kinds', answers: having },
        { value: 'an answer of a kind', answers: lacking },
      ];
      contradictions.push({ path, says });
    } else {
      const value = formatOwnAnswer(parts);
      if (value.includes('***')) undecided.set(path, 'the report masks a part of the answer');
      else if (isAllowed(path, value)) found.push({ path, value, answers: having });
      else undecided.set(path, 'the answer is too long, or no text, or has a header that a profile cannot have');
    }
  }
  return { found, contradictions, undecided };
}

/** Whether a profile can have an answer. A report cuts a long body, and says so at its end. */
function isAllowed(path: Finding['path'], value: string): boolean {
  const { problems } = createChecker(decisionTable[path].schema, { name: path });
  return problems(value).length === 0 && !/… \(\d+ characters (more|that are no text)\)$/.test(value);
}
