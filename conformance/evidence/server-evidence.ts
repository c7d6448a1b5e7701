import type { Contract } from '../../spec/index.js';
import type { Cost } from '../expectation/cost.js';
import { kindsOf, parseJson } from '../wire/answer.js';
import type { RequestToSend } from '../wire/request.js';
import type { NoAnswer, ReceivedAnswer } from '../wire/send.js';
import { failsBeforeSending } from '../wire/unreachable.js';
import type { EvidenceMask } from './mask.js';
import type { AnswerEvidence, Evidence } from './verdict.js';

/** One call of a run on a server. */
export interface ServerCall {
  readonly request: RequestToSend;
  readonly sentAt: Date;
  readonly answer: ReceivedAnswer | NoAnswer;
  /** What the call costs if the answer is the expected one. */
  readonly cost: Cost;
  /** The target of a server that charges. Absent on loopback: a server there charges nothing. */
  readonly chargingTarget?: URL;
}

/** Characters of a body that the evidence keeps. */
const maxBodyLength = 10_000;

/** Keeps what matters of a call, masked. */
export function createServerEvidence(call: ServerCall, contract: Contract, mask: EvidenceMask): Evidence {
  const { request, sentAt, answer } = call;
  const refNumber = refNumberOf(request);
  return {
    ...(refNumber === undefined ? {} : { refNumber: mask.text(refNumber) }),
    sentAt,
    mayHaveBeenCharged: mayHaveBeenCharged(call, contract) ? 1 : 0,
    ...('transportError' in answer
      ? { transportError: mask.text(answer.transportError) }
      : { answer: createAnswerEvidence(answer, mask) }),
  };
}

/** The refNumber that a request sends. Undefined when it has none. */
export function refNumberOf(request: RequestToSend): string | undefined {
  if (!('parts' in request)) return undefined;
  const part = request.parts.find(({ name }) => name.toLowerCase() === 'refnumber');
  return part && 'value' in part ? part.value : undefined;
}

/** Masks an answer and cuts its body. */
export function createAnswerEvidence(
  { status, headers, text }: Pick<ReceivedAnswer, 'status' | 'headers' | 'text'>,
  mask: EvidenceMask,
): AnswerEvidence {
  const trxNo = headers['x-trx-no'];
  return {
    status,
    headers: mask.headers(headers),
    body: cutBody(mask.text(text)),
    ...(trxNo === undefined ? {} : { trxNo: mask.number(trxNo) }),
  };
}

/** What a charge depends on: the text of an answer, or the error in its place. */
type ChargingAnswer = Pick<ReceivedAnswer, 'text'> | Pick<NoAnswer, 'transportError' | 'cause'>;

/** A failure of which the document does not say whether it is charged counts, as in the plan. */
export function mayHaveBeenCharged(
  { answer, cost, chargingTarget }: Pick<ServerCall, 'cost' | 'chargingTarget'> & { readonly answer: ChargingAnswer },
  contract: Contract,
): boolean {
  if (chargingTarget === undefined) return false;
  if ('transportError' in answer) return !failsBeforeSending(answer.cause);
  const kinds = kindsOf(parseJson(answer.text), contract);
  // These two name a tenant that has nothing to charge. A contract may give another kind the same body.
  if (kinds.length > 0 && kinds.every((kind) => kind === 'invalid-credentials' || kind === 'insufficient-balance'))
    return false;
  return kinds.includes('success') || cost !== 'free';
}

/** The characters among which the text of a body is examined for bytes. */
const windowLength = 512;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters distinguish bytes from text.
const notText = /[\0-\x08\x0e-\x1f\uFFFD]/g;

function cutBody(text: string): string {
  const kept = text.slice(0, maxBodyLength);
  for (let from = 0; from < kept.length; from += windowLength) {
    const window = kept.slice(from, from + windowLength);
    if ((window.match(notText)?.length ?? 0) * 10 > window.length)
      return `${kept.slice(0, from)}… (${text.length - from} characters that are no text)`;
  }
  return text.length > maxBodyLength ? `${kept}… (${text.length - maxBodyLength} characters more)` : kept;
}
