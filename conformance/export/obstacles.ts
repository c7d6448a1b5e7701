import type { TestCase } from '../cases/case.js';

/** What about a case some tools, or all of them, cannot express. */
export type Obstacle =
  | 'limit-search'
  | 'two-requests'
  | 'earlier-ref-number'
  | 'changed-credential'
  | 'line-break'
  | 'malformed-form'
  | 'part-without-file-name'
  | 'picture-as-text'
  | 'chunked-body';

/** The obstacles in words, to follow "left out: ". */
export const obstacleWords: Readonly<Record<Obstacle, string>> = {
  'limit-search': 'a search sends many requests, each chosen by the answer to the last',
  'two-requests': 'two requests are sent at once, or over one connection',
  'earlier-ref-number': 'the request repeats the refNumber of another request of the run',
  'changed-credential': 'the request changes the tenant_code or key of a variable',
  'line-break': 'a value has a line break',
  'malformed-form': 'the form is malformed on purpose',
  'part-without-file-name': 'a picture is sent without a file name',
  'picture-as-text': 'a picture is sent as base64 in a text',
  'chunked-body': 'the body is sent in chunks',
};

/** Obstacles for every tool: only the suite runs these cases. */
export const alwaysLeftOut: readonly Obstacle[] = ['limit-search', 'two-requests', 'earlier-ref-number'];

const changing: ReadonlySet<TestCase['tenant']> = new Set([
  'lower-case-code',
  'key-in-other-capitals',
  'key-cut-short',
]);

/** The obstacles of a case, read from its data. */
export function obstaclesOf({ search, again, tenant, request }: TestCase): readonly Obstacle[] {
  const found: readonly (readonly [Obstacle, boolean])[] = [
    ['limit-search', search !== undefined],
    ['two-requests', again !== undefined],
    ['changed-credential', changing.has(tenant)],
    ...('raw' in request
      ? ([['malformed-form', request.raw.contentType?.startsWith('multipart/') ?? false]] as const)
      : ([
          ['earlier-ref-number', request.sameRefNumberAs !== undefined],
          [
            'line-break',
            tenant === 'padded-key' || Object.values(request.texts ?? {}).some((value) => /[\r\n]/.test(value)),
          ],
          ['part-without-file-name', request.withoutFilename !== undefined],
          ['picture-as-text', request.asText !== undefined],
          ['chunked-body', request.isChunked === true],
        ] as const)),
  ];
  return found.flatMap(([obstacle, has]) => (has ? [obstacle] : []));
}
