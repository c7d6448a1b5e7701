import type { SchemaObject } from 'openapi3-ts/oas31';
import { atLeast } from './object-schemas.js';

const text: SchemaObject = { type: 'string' };
const size: SchemaObject = { type: 'integer', minimum: -1 };
const time: SchemaObject = { type: 'number', minimum: 0 };

const headers: SchemaObject = { type: 'array', items: atLeast({ name: text, value: text }) };

const postData = atLeast({
  mimeType: text,
  params: {
    type: 'array',
    items: atLeast({ name: text, value: text, fileName: text, contentType: text, comment: text }, [
      'value',
      'fileName',
      'comment',
    ]),
  },
});

const request = atLeast(
  { method: text, url: text, httpVersion: text, headers, postData, headersSize: size, bodySize: size },
  ['postData'],
);

const response = atLeast({
  status: { type: 'integer', minimum: 0 },
  statusText: text,
  httpVersion: text,
  headers,
  content: atLeast({ size, mimeType: text, text }, ['text']),
  redirectURL: text,
  headersSize: size,
  bodySize: size,
});

/** Schema of the journal as an HTTP Archive: the parts of HAR 1.2 that the mock writes. */
export const harSchema: SchemaObject = {
  ...atLeast({
    log: atLeast({
      version: { const: '1.2' },
      creator: atLeast({ name: text, version: text }),
      entries: {
        type: 'array',
        items: atLeast(
          {
            startedDateTime: { ...text, description: 'ISO 8601.' },
            time,
            request,
            response,
            timings: atLeast({ send: time, wait: time, receive: time }),
            comment: text,
          },
          ['comment'],
        ),
      },
    }),
  }),
  description:
    'Requests as an HTTP Archive 1.2. `key` and `nik` are masked, and files have their sizes in place of bytes.',
};
