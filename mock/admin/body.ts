import express, { type Request, type RequestHandler } from 'express';
import type { Answer } from '../../spec/index.js';
import { problem, sendOwnAnswer } from '../http/problem.js';
import { isPlainName } from '../privacy/shown-word.js';
import { isTooDeep, maxDepth } from '../schemas/nesting.js';
import { createSchemaCheck } from '../schemas/schema-problems.js';
import type { Operation } from './operation.js';

/** Maximum size of an admin API body after decompression, in bytes. */
export const maxBodyBytes = 256 * 1024;
/** Maximum number of problems reported per body. */
const maxProblems = 10;

/**
 * Parses a call's body and validates it against the operation's schema. Rejects a body if the operation has no schema.
 */
export function readBody({ body }: Pick<Operation, 'body'>): readonly RequestHandler[] {
  if (!body) return [refuseLarge, express.raw({ type: () => true, limit: maxBodyBytes }), refuseAny];
  const check = createSchemaCheck(body.schema);
  return [
    refuseLarge,
    // Parsed as text, because express.json reads an empty body as an object.
    express.text({ type: () => true, limit: maxBodyBytes }),
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
      // A text can stand for a nested structure.
      if (isTooDeep(value)) return sendOwnAnswer(response, nestedTooDeep);
      // The answer repeats no values, because some are secrets.
      const problems = check(value).slice(0, maxProblems);
      const detail = problems.map(({ pointer, detail }) => `${pointer || 'the body'}: ${detail}`).join('; ');
      if (problems.length > 0)
        return sendOwnAnswer(response, problem(400, 'Invalid body', `${detail}.`, { errors: problems }));
      request.body = value;
      next();
    },
  ];
}

/** Rejects an oversized body as soon as its size is known. The parser would read it to the end first. */
const refuseLarge: RequestHandler = (request, response, next) => {
  if (Number(request.get('Content-Length')) > maxBodyBytes) return sendOwnAnswer(response, tooLarge);
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxBodyBytes && !response.headersSent) sendOwnAnswer(response, tooLarge);
  });
  next();
};

/** Rejects a body on an operation that ignores bodies, because the caller expected an effect. */
const refuseAny: RequestHandler = ({ body }, response, next) => {
  if (!Buffer.isBuffer(body) || body.length === 0) return next();
  sendOwnAnswer(
    response,
    problem(400, 'Unexpected body', 'This address accepts no body; remove it, or use the query.'),
  );
};

/** Parses JSON. Returns undefined for invalid JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Maps an error of the body parser to an answer. Returns undefined for other errors. */
export function unreadable(error: unknown): Answer | undefined {
  const { status, type } = error as { readonly status?: unknown; readonly type?: unknown };
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  switch (type) {
    case 'entity.too.large':
      return tooLarge;
    case 'encoding.unsupported':
      return problem(415, 'Unknown Content-Encoding', 'The body has an unknown Content-Encoding; send it without one.');
    case 'charset.unsupported':
      return problem(415, 'Unknown charset', 'The body has an unknown charset; send it in UTF-8.');
    default:
      return problem(status, 'Invalid request', 'The request cannot be parsed; check its address and its body.');
  }
}

const tooLarge = problem(413, 'Body too large', `The body exceeds ${maxBodyBytes} bytes; send less at once.`);

const unparsable = problem(400, 'Not JSON', 'The body is not valid JSON; check quotes, commas and brackets.');

const nestedTooDeep = problem(
  400,
  'Nested too deeply',
  `The body has more than ${maxDepth} levels of nested lists and objects; no address accepts that.`,
);

function notJson(request: Request): Answer {
  const type = request.get('Content-Type');
  const shown = type === undefined ? 'has no Content-Type' : `is ${shownType(type)}`;
  const detail = `The body ${shown}; send JSON with "Content-Type: application/json" (with curl: -H, not only -d).`;
  return problem(415, 'Not JSON', detail);
}

/** Returns a media type without parameters, if it is safe to show. */
function shownType(type: string): string {
  const [name = ''] = type.split(';', 1);
  const halves = name.trim().toLowerCase().split('/');
  return halves.length === 2 && halves.every((half) => isPlainName(half.replaceAll('+', '.')))
    ? JSON.stringify(name.trim())
    : 'of another Content-Type';
}

function bodyMissing(example: unknown): Answer {
  return problem(400, 'No body', `A body is required; send JSON such as ${JSON.stringify(example)}.`);
}
