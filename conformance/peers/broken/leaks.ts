import type { ReferenceRequest } from '../reference/rules.js';
import type { ReferenceAnswer } from '../reference/server.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

/** Parts that do not come are those of an earlier request. */
function createPartMemory(isKept: (name: string) => boolean) {
  let texts: ReferenceRequest['texts'] = {};
  let files: ReferenceRequest['files'] = {};
  const kept = <T>(parts: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(parts).filter(([name]) => isKept(name)));
  return (request: ReferenceRequest): ReferenceRequest => {
    texts = { ...texts, ...kept(request.texts) };
    files = { ...files, ...kept(request.files) };
    return { ...request, texts: { ...texts, ...request.texts }, files: { ...files, ...request.files } };
  };
}

/** Servers whose answer to one request depends on an earlier one. */
export const serversThatLeak: readonly BrokenServer[] = [
  brokenReference(
    'fills a missing text from an earlier request',
    'kind',
    ['success-all-parts', 'missing-ref-number'],
    () => ({
      receive: createPartMemory((name) => !name.startsWith('img')),
    }),
  ),
  brokenReference(
    'fills a missing picture from an earlier request',
    'kind',
    ['success-all-parts', 'missing-img1'],
    () => ({
      receive: createPartMemory((name) => name.startsWith('img')),
    }),
  ),
  brokenReference(
    'keeps the first picture of a KTP',
    'compare-word',
    ['success-all-parts', 'success-not-matched'],
    () => {
      let first: ReferenceRequest['files'][string];
      return {
        receive: (request) => {
          if (request.files['img2']?.decodes) first ??= request.files['img2'];
          return { ...request, files: { ...request.files, ...(first ? { img2: first } : {}) } };
        },
      };
    },
  ),
  brokenReference(
    'answers with the verdict of the success before',
    'compare-word',
    ['success-all-parts', 'success-not-matched'],
    () => {
      let previous: unknown;
      return {
        change: ({ body }, kind) => {
          if (kind !== 'success') return;
          const { result } = body;
          body['result'] = previous ?? result;
          previous = result;
        },
      };
    },
  ),
  brokenReference(
    'answers with the message of an earlier failure',
    'kind',
    ['missing-key', 'credentials-unknown-tenant'],
    () => {
      let first: unknown;
      return {
        change: ({ body }, kind) => {
          if (kind === 'success' || kind === 'liveness-error') return;
          first ??= body['message'];
          body['message'] = first;
        },
      };
    },
  ),
  brokenReference('keeps a tenant signed in', 'kind', ['success-all-parts', 'credentials-unknown-tenant'], () => {
    let known: ReferenceRequest['texts'] | undefined;
    return {
      receive: (request) => {
        const { key, tenant_code } = known ?? request.texts;
        return { ...request, texts: { ...request.texts, key, tenant_code } };
      },
      change: (_, kind, request) => {
        if (kind === 'success') known = request?.texts;
      },
    };
  }),
  brokenReference(
    'answers with the body of the request before',
    'kind',
    ['success-all-parts', 'missing-ref-number'],
    () => {
      let previous: Readonly<ReferenceAnswer> | undefined;
      return {
        change: (answer) => {
          const { body, headers } = answer;
          if (previous) Object.assign(answer, previous);
          previous = { status: 200, body, headers };
        },
      };
    },
  ),
];
