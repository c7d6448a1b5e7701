import { milliseconds, whole } from './kinds.js';
import { option } from './option.js';

/**
 * Limits per client. The defaults allow a phone to upload the largest pictures over a bad line, and a picture sent as
 * text. They are tight enough that no client can block the mock.
 */
export const limitOptions = {
  headersTimeout: option({
    ...milliseconds(100),
    scope: 'limit',
    summary: "timeout for a request's line and headers, in ms",
    default: 20_000,
    change: 'restart',
  }),
  bodyTimeout: option({
    ...milliseconds(100),
    scope: 'handler-limit',
    summary: "timeout for a request's body, in ms",
    doc: "Timeout for a request's body, in ms, from the start of reading. A stall by a fault does not count.",
    default: 120_000,
    change: 'at-once',
  }),
  keepAliveTimeout: option({
    ...milliseconds(1),
    scope: 'limit',
    summary: 'idle timeout of a connection between two requests, in ms',
    default: 60_000,
    change: 'at-once',
  }),
  headerBytes: option({
    ...whole(1024, 1_048_576, 'bytes'),
    scope: 'limit',
    summary: 'maximum size of all headers of a request, in bytes',
    default: 16_384,
    change: 'restart',
  }),
  headers: option({
    ...whole(10, 2000, 'count'),
    scope: 'handler-limit',
    summary: 'maximum number of headers of a request',
    default: 200,
    change: 'at-once',
  }),
  connections: option({
    ...whole(1, 100_000, 'count'),
    scope: 'limit',
    summary: 'maximum number of open connections',
    default: 1000,
    change: 'at-once',
  }),
  bodyBytes: option({
    ...whole(1024, 1_073_741_824, 'bytes'),
    scope: 'handler-limit',
    summary: 'maximum size of a request body, in bytes',
    default: 64 * 1024 * 1024,
    change: 'at-once',
  }),
  parts: option({
    ...whole(11, 10_000, 'count'),
    scope: 'handler-limit',
    summary: 'maximum number of parts of a request body',
    default: 100,
    change: 'at-once',
  }),
  fieldBytes: option({
    ...whole(1024, 1_073_741_824, 'bytes'),
    scope: 'handler-limit',
    summary: 'maximum size of a text part, in bytes',
    default: 12 * 1024 * 1024,
    change: 'at-once',
  }),
};
