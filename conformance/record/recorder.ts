import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KitError, reasonOf } from '../../spec/index.js';
import { createEvidenceMask, type EvidenceMask, secretsOfRun } from '../evidence/mask.js';
import { createDelayedSignal } from '../wire/interruption.js';
import { createDiagnoser, type Diagnoser } from './diagnosis.js';
import { secretsOfEntry, sentCredentials, textOf } from './exchange.js';
import { chargeOf, keepExchange } from './keep-exchange.js';
import { sendRecordersAnswer } from './own-answer.js';
import { maxHeadBytes, type PassedOn, passOn, pipeCopy } from './pass-on.js';
import { requestPlaceOf, worstCaseOf } from './place.js';
import type { RecorderOptions } from './recorder-options.js';

/** A recorder that listens. */
export interface Recorder {
  /** The base URL for clients: with the path of the target. */
  readonly url: string;
  /** Stops listening, lets exchanges in flight end for a moment, and records those that do not as open. */
  readonly close: (signal: AbortSignal) => Promise<void>;
  /** A mask for everything that the recorder knows to be secret. */
  readonly mask: () => EvidenceMask;
}

/** How long an exchange in flight may go on when the recorder ends, in milliseconds: the target may have charged it. */
const graceMs = 2000;

/**
 * Starts a server that passes every request below the target's path on, and every answer back, byte by byte, and records
 * both.
 *
 * @throws KitError `setup` when it cannot listen
 */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { target, contract, credentials, host, port } = options;
  const diagnoser = await createDiagnoser(contract, credentials);
  const ending = new AbortController();
  const secrets = new Set(credentials ? secretsOfRun(credentials) : []);
  const refNumbers = new Set<string>();
  const inFlight = new Set<Promise<void>>();
  let count = 0;
  const record = (incoming: IncomingMessage, response: ServerResponse): void => {
    count += 1;
    const run: RecordingRun = { options, diagnoser, ending: ending.signal, secrets, refNumbers, number: count };
    const exchange = recordExchange(incoming, response, run).finally(() => inFlight.delete(exchange));
    inFlight.add(exchange);
  };
  // A client may upload over a slow line, and a target has a time limit of its own.
  const server = createServer({ requestTimeout: 0, maxHeaderSize: maxHeadBytes }, record);
  // The target says whether it wants the body.
  server.on('checkContinue', record);
  server.on('checkExpectation', record);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    await diagnoser[Symbol.asyncDispose]();
    throw new KitError(
      'setup',
      `--host ${host} --port ${port}: ${reasonOf(error)}; give another --port (0 takes a free one) or --host`,
      { cause: error },
    );
  }
  const { address, family, port: taken } = server.address() as AddressInfo;
  const shown = family === 'IPv6' ? `[${address}]` : address;
  return {
    url: `http://${shown}:${taken}${target.pathname.replace(/\/$/, '')}`,
    mask: () => createEvidenceMask([...secrets]),
    close: async (signal) => {
      server.close();
      server.closeIdleConnections();
      using delayed = createDelayedSignal(signal, graceMs);
      const onEnd = (): void => ending.abort(delayed.signal.reason);
      delayed.signal.addEventListener('abort', onEnd, { once: true });
      while (inFlight.size > 0) await Promise.all(inFlight);
      server.closeAllConnections();
      await diagnoser[Symbol.asyncDispose]();
    },
  };
}

/** What one exchange needs of its recorder. */
export interface RecordingRun {
  readonly options: RecorderOptions;
  readonly diagnoser: Diagnoser;
  /** Ends exchanges. */
  readonly ending: AbortSignal;
  /** Every value of a key, a NIK or a tenant_code that a request has sent. */
  readonly secrets: Set<string>;
  readonly refNumbers: Set<string>;
  readonly number: number;
}

/** The life of one exchange: its place, its budget, both ways, its diagnosis, its record. */
async function recordExchange(incoming: IncomingMessage, response: ServerResponse, run: RecordingRun): Promise<void> {
  const { options, diagnoser, ending, number, secrets, refNumbers } = run;
  const { target, contract, budget, onSend, onExchange } = options;
  const { method = '', url = '' } = incoming;
  const sentAt = new Date();
  const started = performance.now();
  // A fault of the client is seen at the response.
  incoming.on('error', () => {});
  response.on('error', () => {});
  const place = requestPlaceOf(url, target, contract);
  const worst = worstCaseOf(method, place, contract);
  const reserved =
    place.type === 'outside' ? undefined : budget?.reserve({ caseId: `recorded-${number}`, calls: worst });
  const refused =
    place.type === 'outside' ? place.reason : reserved && 'reason' in reserved ? reserved.reason : undefined;
  const isPlain =
    place.type === 'operation' || (place.type === 'elsewhere' && !/^\/(__admin|s)(\/|$)/.test(place.path));
  const diagnosis = isPlain ? diagnoser.open(incoming, place.path) : undefined;
  const copy = diagnosis?.body;
  response.once('close', () => {
    if (!incoming.complete) copy?.destroy();
  });

  let passed: PassedOn = { isSent: false };
  if (refused !== undefined) {
    pipeCopy(incoming, copy);
    sendRecordersAnswer(response, {
      status: place.type === 'outside' ? 404 : 503,
      title: 'The recorder does not pass this request on',
      detail: `${refused}; nothing of it was sent`,
    });
  } else {
    onSend?.(number);
    passed = await passOn(incoming, response, { ...options, signal: ending }, copy);
  }
  const durationMs = Math.round(performance.now() - started);
  const charged = budget ? chargeOf(passed, place, worst, contract) : 0;
  if (reserved && 'settle' in reserved) reserved.settle(charged);
  const entry = await diagnosis?.entry();
  for (const secret of entry ? secretsOfEntry(entry) : []) secrets.add(secret);
  const refNumber = entry && textOf(entry.parts, 'refNumber');
  const repeatsRefNumber = refNumber !== undefined && refNumbers.has(refNumber);
  if (refNumber !== undefined && passed.isSent) refNumbers.add(refNumber);
  const exchange = keepExchange(
    {
      number,
      method,
      path: url,
      place,
      entry,
      passed,
      refused,
      refNumber,
      repeatsRefNumber,
      sentAt,
      durationMs,
      charged,
    },
    options,
    createEvidenceMask([...secrets]),
  );
  onExchange(exchange, entry && sentCredentials(entry));
}
