import { type Contract, defaultScenario, type ResponseKind, responseKinds } from '../../spec/index.js';

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses a body. Undefined for what is not JSON. */
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
 * Tells which kind a body is, by the fewest features that set it apart, so that a body with a deviation is still
 * recognised and the deviation is what gets reported. Undefined for a body that is none of them.
 */
export function kindOf(body: unknown, contract: Contract): ResponseKind | undefined {
  if (!isObject(body)) return undefined;
  // The schemas first: a body that fits one is of that kind, whatever a profile has made of it.
  const exact = responseKinds.find((kind) => contract.bodyProblems(kind, body).length === 0);
  if (exact) return exact;
  if ('error' in body) return 'liveness-error';
  if (/^success$/i.test(String(body['status']))) return 'success';
  const message = String(body['message']).toLowerCase();
  return responseKinds.find((kind) => messageOf(contract, kind)?.toLowerCase() === message);
}

/** The message of a failure that has one, from the contract's example. */
export function messageOf(contract: Contract, kind: ResponseKind): string | undefined {
  const example = contract.scenarios.get(defaultScenario(kind))?.example;
  const message = isObject(example) ? example['message'] : undefined;
  return typeof message === 'string' && message !== '' ? message : undefined;
}

/** `result`'s one object, whether it stands there itself or in a list. */
export function resultOf(body: JsonObject): JsonObject | undefined {
  const result = body['result'];
  const one: unknown = Array.isArray(result) ? result[0] : result;
  return isObject(one) ? one : undefined;
}

/** A text inside `result`, by its group and key: `face_compare`, `similarity`. */
export function resultText(body: JsonObject, group: 'face_compare' | 'face_liveness', key: string): unknown {
  const inner = resultOf(body)?.[group];
  return isObject(inner) ? inner[key] : undefined;
}
