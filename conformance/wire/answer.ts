import {
  type Contract,
  defaultScenario,
  livenessErrorText,
  type ResponseKind,
  responseKinds,
} from '../../spec/index.js';

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses a body. Undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether a value is a JSON object, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Recognises the kinds of a body by its most distinctive features: one, or several that the contract gives the same body. A
 * body with a defect keeps its kind, so that the checks name the defect. Empty for a body of no kind.
 */
export function kindsOf(body: unknown, contract: Contract): readonly ResponseKind[] {
  if (!isObject(body)) return [];
  // A profile may change any feature, so a body that matches a schema has that kind.
  const exact = responseKinds.filter((kind) => contract.bodyProblems(kind, body).length === 0);
  if (exact.length > 0) return exact;
  if (isLivenessError(body, contract)) return ['liveness-error'];
  if (isSuccess(body, contract)) return ['success'];
  const message = String(body['message']).toLowerCase();
  return responseKinds.filter((kind) => kind !== 'success' && messageOf(contract, kind)?.toLowerCase() === message);
}

/** The first kind of a body. Undefined for a body of no kind. */
export function kindOf(body: unknown, contract: Contract): ResponseKind | undefined {
  return kindsOf(body, contract)[0];
}

/** Frameworks have `error` in bodies of their own, with another text and without the other keys of a liveness error. */
function isLivenessError({ error, message, ...rest }: JsonObject, contract: Contract): boolean {
  if (isLivenessText(error, contract) || isLivenessText(message, contract)) return true;
  return error !== undefined && ['datetime', 'date', 'result'].some((key) => key in rest);
}

/** Whether a text is the contract's text of a liveness error, or made of parts of the document's. */
function isLivenessText(text: unknown, { decisions }: Contract): boolean {
  if (typeof text !== 'string' || text.trim() === '') return false;
  if (text === decisions.answers.texts['liveness-error']) return true;
  const parts = livenessErrorText.split(';').map((part) => part.trim());
  return text.split(';').every((part) => parts.includes(part.trim()));
}

function isSuccess(body: JsonObject, { decisions }: Contract): boolean {
  const status = String(body['status']).toLowerCase();
  return status === 'success' || status === decisions.answers.statusWords.success.toLowerCase();
}

/** The message of a kind in the contract's example. Undefined when it has none. */
export function messageOf(contract: Contract, kind: ResponseKind): string | undefined {
  const example = contract.scenarios.get(defaultScenario(kind))?.example;
  const message = isObject(example) ? example['message'] : undefined;
  return typeof message === 'string' && message !== '' ? message : undefined;
}

/** The object in `result`, which may be inside a list. */
export function resultOf(body: JsonObject): JsonObject | undefined {
  const result = body['result'];
  const inner: unknown = Array.isArray(result) ? result[0] : result;
  return isObject(inner) ? inner : undefined;
}

/** A value inside `result`, by its group and key, e.g. `face_compare` and `similarity`. */
export function resultText(body: JsonObject, group: 'face_compare' | 'face_liveness', key: string): unknown {
  const inner = resultOf(body)?.[group];
  return isObject(inner) ? inner[key] : undefined;
}
