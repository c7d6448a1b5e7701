import express, { type Request, type RequestHandler } from 'express';
import type { Answer } from '../../spec/index.js';
import { problem, sendOwnAnswer } from '../http/problem.js';
import { isPlainName } from '../privacy/shown-word.js';
import { deepest, isTooDeep } from '../schemas/nesting.js';
import { createSchemaCheck } from '../schemas/schema-problems.js';
import type { Operation } from './operation.js';

/** The largest body that the admin API reads, unpacked, in bytes. */
export const largestBody = 256 * 1024;
/** Problems that are told of one body; more are no help. */
const mostProblems = 10;

/** Reads a call's body and holds it against the operation's schema. Without a schema, none is taken. */
export function readBody({ body }: Pick<Operation, 'body'>): readonly RequestHandler[] {
  if (!body) return [refuseLarge, express.raw({ type: () => true, limit: largestBody }), refuseAny];
  const check = createSchemaCheck(body.schema);
  return [
    refuseLarge,
    // As text, not by express.json, which takes an empty body for an object.
    express.text({ type: () => true, limit: largestBody }),
    (request, response, next) => {
      const text: string = request.body ?? '';
      if (text === '' && !body.optional) return sendOwnAnswer(response, bodyMissing(body.example));
      const isPlain = body.text !== undefined && request.is('text/plain') !== false;
      if (text !== '' && !isPlain && request.is(['json', '+json']) === false)
        return sendOwnAnswer(response, notJson(request));
      const given = text === '' ? {} : isPlain ? text : parsed(text);
      if (given === undefined) return sendOwnAnswer(response, unparsable);
      if (isTooDeep(given)) return sendOwnAnswer(response, nestedTooDeep);
      const value = body.read ? body.read(given) : given;
      // A text may stand for a structure.
      if (isTooDeep(value)) return sendOwnAnswer(response, nestedTooDeep);
      // Without the values: some are secrets.
      const problems = check(value)
        .slice(0, mostProblems)
        .map(({ pointer, detail }) => ({ pointer, detail }));
      const detail = problems.map(({ pointer, detail }) => `${pointer || 'the body'} ${detail}`).join('; ');
      if (problems.length > 0)
        return sendOwnAnswer(response, problem(400, 'Not what is expected', `${detail}.`, { errors: problems }));
      request.body = value;
      next();
    },
  ];
}

/** Answers a body over the limit as soon as it is known to be: the parser would hear it out before. */
const refuseLarge: RequestHandler = (request, response, next) => {
  if (Number(request.get('Content-Length')) > largestBody) return sendOwnAnswer(response, tooLarge);
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > largestBody && !response.headersSent) sendOwnAnswer(response, tooLarge);
  });
  next();
};

/** A body where none is looked at was meant to do something. */
const refuseAny: RequestHandler = ({ body }, response, next) => {
  if (!Buffer.isBuffer(body) || body.length === 0) return next();
  sendOwnAnswer(
    response,
    problem(400, 'No body is taken', 'This address takes no body; leave it out, or use the query.'),
  );
};

/** A JSON value; undefined for what is not JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The answer to an error of the parser, which knows its status; undefined for any other error. */
export function unreadable(error: unknown): Answer | undefined {
  const { status, type } = error as { readonly status?: unknown; readonly type?: unknown };
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  switch (type) {
    case 'entity.too.large':
      return tooLarge;
    case 'encoding.unsupported':
      return problem(
        415,
        'Unknown Content-Encoding',
        'The body is packed in a way that is not known; send it as it is.',
      );
    case 'charset.unsupported':
      return problem(415, 'Unknown charset', 'The body is in a charset that is not known; send it in UTF-8.');
    default:
      return problem(status, 'Not a request', 'The request cannot be read; check its address and its body.');
  }
}

const tooLarge = problem(
  413,
  'Body too large',
  `A body may have ${largestBody} bytes, this one has more; send less at once.`,
);

const unparsable = problem(400, 'Not JSON', 'The body cannot be read as JSON; check quotes, commas and brackets.');

const nestedTooDeep = problem(
  400,
  'Nested too deeply',
  `The body has more than ${deepest} lists and objects inside each other; no address takes such a body.`,
);

function notJson(request: Request): Answer {
  const type = request.get('Content-Type');
  const shown = type === undefined ? 'has no Content-Type' : `is ${shownType(type)}`;
  const detail = `The body ${shown}; send JSON with "Content-Type: application/json" (with curl: -H, not only -d).`;
  return problem(415, 'Not JSON', detail);
}

/** A media type without its parameters, where it is one that there may be. */
function shownType(type: string): string {
  const [name = ''] = type.split(';', 1);
  const halves = name.trim().toLowerCase().split('/');
  return halves.length === 2 && halves.every((half) => isPlainName(half.replaceAll('+', '.')))
    ? JSON.stringify(name.trim())
    : 'of another Content-Type';
}

function bodyMissing(example: unknown): Answer {
  return problem(400, 'No body', `A body is needed; send JSON such as ${JSON.stringify(example)}.`);
}
