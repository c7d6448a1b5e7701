import type { Socket } from 'node:net';
import type { ReferenceBehaviour } from '../reference/server.js';
import { referenceBehaviour } from '../reference/server.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

type Send = ReferenceBehaviour['send'];

const aSuccess = ['success-all-parts'];
const answered = (id: string, send: Send): BrokenServer => brokenReference(id, 'answered', aSuccess, () => ({ send }));

/** Sends the first bytes of a body and closes the connection. */
const cutAfter =
  (part: number, length?: (whole: number) => number): Send =>
  (response, { headers }, text) => {
    const body = Buffer.from(text);
    response.writeHead(200, {
      'Content-Type': 'application/json',
      ...headers,
      ...(length ? { 'Content-Length': length(body.length) } : {}),
    });
    response.write(body.subarray(0, Math.floor(body.length * part)), () => response.destroy());
  };

/** Servers that break what HTTP promises. */
export const serversThatBreakConnections: readonly BrokenServer[] = [
  answered(
    'closes the connection in the middle of the body',
    cutAfter(0.5, (whole) => whole),
  ),
  answered(
    'promises more bytes than it sends',
    cutAfter(1, (whole) => whole + 10),
  ),
  answered('closes the connection in the middle of a chunked body', cutAfter(0.5)),
  answered('closes the connection before its last chunk', cutAfter(1)),
  answered('closes the connection in the middle of the headers', (response, _, text) => {
    response.socket?.end(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n`);
  }),
  brokenReference('promises to keep the connection and closes it', 'keep-alive', ['keep-alive'], () => ({
    send: (response, answer, text) => {
      const { socket } = response;
      response.on('finish', () => socket?.end());
      referenceBehaviour.send(response, answer, text);
    },
  })),
  brokenReference('sends more bytes than its answer has', 'keep-alive', ['keep-alive'], () => ({
    send: (response, { headers }, text) => {
      const { socket } = response;
      response.on('finish', () => socket?.write('left over'));
      response.writeHead(200, {
        'Content-Type': 'application/json',
        ...headers,
        'Content-Length': Buffer.byteLength(text),
        Connection: 'keep-alive',
      });
      response.end(text);
    },
  })),
  {
    ...brokenReference('answers only the first request of a connection', 'keep-alive', ['keep-alive'], () => {
      const served = new WeakSet<Socket>();
      return {
        front: (request, _response, next) => {
          if (served.has(request.socket)) return;
          served.add(request.socket);
          next();
        },
      };
    }),
    timeoutMs: 3000,
  },
];
