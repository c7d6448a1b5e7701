import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import multer from 'multer';
import { failureBody, type ReferenceClock, successBody } from './bodies.js';
import { readUpload } from './pictures.js';
import { createReferenceRules, type ReferenceFailure, type ReferenceRequest, type ReferenceRule } from './rules.js';

// An implementation of the API by Express and multer, written from the document alone. It imports nothing of the kit, so
// that a mistake in the kit's contract cannot hide in it. Where the document is silent, it does what most servers do.

/** What the server answers, before it is written to the connection. */
export interface ReferenceAnswer {
  status: number;
  /** An entry with several values is sent as several header lines. */
  readonly headers: Record<string, string | string[]>;
  body: Record<string, unknown>;
  /** Sent instead of the body, as it is. */
  text?: string;
}

/** The kind of an answer. */
export type ReferenceKind = 'success' | ReferenceFailure;

/** Sends the answer of a kind. */
export type ReferenceReply = (kind: ReferenceKind, request?: ReferenceRequest) => void;

/** The parts of the server that a broken or an unusual variant replaces. */
export interface ReferenceBehaviour extends ReferenceClock {
  /** Stands in front of everything, as a proxy or a framework does. */
  readonly front: RequestHandler;
  /** Answers a method other than POST. */
  readonly wrongMethod: (reply: ReferenceReply, response: Response) => void;
  /** Answers a body that is no form. */
  readonly wrongContentType: (reply: ReferenceReply, response: Response) => void;
  /** Answers a form that multer cannot read. */
  readonly malformed: (reply: ReferenceReply, response: Response) => void;
  /** Changes what was received before the rules see it. */
  readonly receive: (request: ReferenceRequest) => ReferenceRequest;
  /** In the order in which they are applied; the first failure is the answer. */
  readonly rules: Readonly<Record<string, ReferenceRule>>;
  /** The number of the next transaction. */
  readonly nextNumber: (last: number) => number;
  readonly writeNumber: (number: number) => string;
  /** Changes an answer before it is sent. */
  readonly change: (answer: ReferenceAnswer, kind: ReferenceKind, request: ReferenceRequest | undefined) => void;
  readonly write: (answer: ReferenceAnswer) => string;
  /** Sends an answer, whose body is now this text. */
  readonly send: (response: Response, answer: ReferenceAnswer, text: string) => void;
}

/** The server as the document describes it. */
export const referenceBehaviour = {
  front: (_request, _response, next) => next(),
  wrongMethod: (_reply, response) => {
    const text = JSON.stringify(failureBody('parameter-invalid', referenceBehaviour));
    referenceBehaviour.send(response, { status: 405, headers: { Allow: 'POST' }, body: {} }, text);
  },
  wrongContentType: (reply) => reply('parameter-invalid'),
  malformed: (reply) => reply('parameter-invalid'),
  receive: (request) => request,
  rules: createReferenceRules(),
  threshold: '0.8',
  nextNumber: (last) => last + 1,
  writeNumber: String,
  now: () => new Date(),
  change: () => {},
  write: ({ body, text }) => text ?? JSON.stringify(body),
  send: (response, { status, headers }, text) => {
    // Express adds a charset to a content type that it is given by `set`.
    response.setHeader('Content-Type', 'application/json');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.status(status).send(Buffer.from(text));
  },
} satisfies ReferenceBehaviour;

/** A running server. `await using` stops it. */
export interface ReferenceServer extends AsyncDisposable {
  readonly url: string;
}

/** Starts the reference server, or a variant of it, on a free port of 127.0.0.1. */
export async function startReferenceServer(changes: Partial<ReferenceBehaviour> = {}): Promise<ReferenceServer> {
  const server = createServer(createReferenceApp({ ...referenceBehaviour, ...changes }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function createReferenceApp(behaviour: ReferenceBehaviour): express.Express {
  let lastNumber = 10_876;
  const replyTo =
    (response: Response): ReferenceReply =>
    (kind, request) => {
      const answer: ReferenceAnswer = {
        status: 200,
        headers: {},
        body: kind === 'success' ? successBody(request ?? { files: {} }, behaviour) : failureBody(kind, behaviour),
      };
      if (kind === 'success') {
        lastNumber = behaviour.nextNumber(lastNumber);
        answer.headers['X-Trx-No'] = behaviour.writeNumber(lastNumber);
      }
      behaviour.change(answer, kind, request);
      behaviour.send(response, answer, behaviour.write(answer));
    };

  const app = express().disable('x-powered-by').disable('etag');
  app.use(behaviour.front);
  const paths = ['/biometric/facecompareliveness', '/demo/biometric/facecompareliveness'];
  app.post(paths, multer({ storage: multer.memoryStorage() }).any(), async (request, response) => {
    const reply = replyTo(response);
    if (!request.is('multipart/form-data')) return behaviour.wrongContentType(reply, response);
    const received = behaviour.receive(await read(request));
    for (const rule of Object.values(behaviour.rules)) {
      const failure = rule(received);
      if (failure) return reply(failure, received);
    }
    return reply('success', received);
  });
  app.all(paths, (_request, response) => behaviour.wrongMethod(replyTo(response), response));
  const unreadable: ErrorRequestHandler = (_error, _request, response, _next) =>
    behaviour.malformed(replyTo(response), response);
  app.use(unreadable);
  return app;
}

/** Of a part that comes more than once, the first counts. */
async function read(request: Request): Promise<ReferenceRequest> {
  const uploads = (request.files ?? []) as readonly Express.Multer.File[];
  const pictures = uploads.filter(({ fieldname }) => ['img1', 'img2'].includes(fieldname)).toReversed();
  const files = Object.fromEntries(
    await Promise.all(
      pictures.map(async ({ fieldname, buffer, originalname }) => [fieldname, await readUpload(buffer, originalname)]),
    ),
  );
  const body = (request.body ?? {}) as Readonly<Record<string, string | string[]>>;
  const texts = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  const textsAsFiles = uploads.map(({ fieldname }) => fieldname).filter((name) => !['img1', 'img2'].includes(name));
  return { texts, files, textsAsFiles };
}
