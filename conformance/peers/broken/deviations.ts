import type { ResponseKind } from '../../../spec/index.js';

/** An answer of the mock that a deviation may change before the suite receives it. */
export interface MutableAnswer {
  status: number;
  headers: Record<string, string>;
  /** A changed text is sent as it is. Otherwise the server sends `body`. */
  text: string;
  /** The parsed body. */
  body: Record<string, unknown>;
  readonly kind: ResponseKind | undefined;
  /** The number of earlier answers. */
  readonly count: number;
}

/** Changes an answer in place. Returns `cut` to close the connection instead of answering. */
export type Deviation = (answer: MutableAnswer) => 'cut' | undefined;

/** Deviates in the answers of these kinds only. */
export function onKinds(kinds: readonly ResponseKind[], deviate: Deviation): Deviation {
  return (answer) => (answer.kind !== undefined && kinds.includes(answer.kind) ? deviate(answer) : undefined);
}

/** Closes the connection instead of answering. */
export const closeConnection: Deviation = () => 'cut';

/** Changes the answer to the returned values. */
export function changeAnswer(change: (answer: MutableAnswer) => Partial<MutableAnswer>): Deviation {
  return (answer) => {
    Object.assign(answer, change(answer));
    return undefined;
  };
}

/** Changes the body in place. */
export function changeBody(change: (body: Record<string, unknown>) => void): Deviation {
  return ({ body }) => {
    change(body);
    return undefined;
  };
}

export function setStatus(status: number): Deviation {
  return changeAnswer(() => ({ status }));
}

export function setHeader(name: string, value: (answer: MutableAnswer) => string): Deviation {
  return changeAnswer((answer) => ({ headers: { ...answer.headers, [name]: value(answer) } }));
}

export function setTrxNo(value: string): Deviation {
  return setHeader('X-Trx-No', () => value);
}

export function setKey(key: string, value: unknown): Deviation {
  return changeBody((body) => Object.assign(body, { [key]: value }));
}

export function removeKey(key: string): Deviation {
  return changeBody((body) => Reflect.deleteProperty(body, key));
}

export function renameKey(from: string, to: string): Deviation {
  return changeBody((body) => {
    Object.assign(body, { [to]: body[from] });
    Reflect.deleteProperty(body, from);
  });
}

/** Moves the first key of the body to its end. */
export const moveFirstKeyToEnd: Deviation = changeBody((body) => {
  const [[first, value] = []] = Object.entries(body);
  if (first === undefined) return;
  Reflect.deleteProperty(body, first);
  body[first] = value;
});

/** Changes `face_compare` or `face_liveness` in place, in the answers that have them. */
export function changeResult(group: 'face_compare' | 'face_liveness', change: (inner: object) => void): Deviation {
  return changeBody((body) => change((body['result'] as Record<string, object> | undefined)?.[group] ?? {}));
}

export function setCompare(key: string, value: unknown): Deviation {
  return changeResult('face_compare', (inner) => Object.assign(inner, { [key]: value }));
}

export function setLiveness(key: string, value: unknown): Deviation {
  return changeResult('face_liveness', (inner) => Object.assign(inner, { [key]: value }));
}
