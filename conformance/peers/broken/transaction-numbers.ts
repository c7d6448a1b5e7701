import { type ReferenceBehaviour, referenceBehaviour } from '../reference/server.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

const header = 'X-Trx-No';
const aSuccess = ['success-all-parts'];
const sevenSuccesses = [
  'success-all-parts',
  'documented-example',
  'success-again',
  'success-required-parts-only',
  'without-source',
  'without-login-id',
  'without-nik',
];

/** How long the face engine of this variant works on a request, in milliseconds. */
const workMs = 100;

/** Gives every answer the number after the last finished one, so that answers at the same time share a number. */
function createLateCounter(): Partial<ReferenceBehaviour> {
  let next = 10_877;
  return {
    front: (_request, response, proceed) => {
      response.locals['number'] = String(next);
      response.on('finish', () => next++);
      setTimeout(proceed, workMs);
    },
    send: (response, answer, text) => {
      if (header in answer.headers) answer.headers[header] = response.locals['number'] as string;
      referenceBehaviour.send(response, answer, text);
    },
  };
}

/** Servers whose X-Trx-No is of no use to reconcile transactions. */
export const serversWithWrongNumbers: readonly BrokenServer[] = [
  brokenReference('sends X-Trx-No empty', 'x-trx-no-number', aSuccess, () => ({ writeNumber: () => '' })),
  brokenReference('sends X-Trx-No twice', 'x-trx-no-once', aSuccess, () => ({
    change: ({ headers }, kind) => {
      if (kind === 'success') headers[header] = [String(headers[header]), String(headers[header])];
    },
  })),
  brokenReference('sends two numbers in one X-Trx-No', 'x-trx-no-number', aSuccess, () => ({
    writeNumber: (number) => `${number}, ${number + 1}`,
  })),
  brokenReference('sends X-Trx-No as a hexadecimal number', 'x-trx-no-number', aSuccess, () => ({
    writeNumber: (number) => `0x${number.toString(16)}`,
  })),
  brokenReference('counts down in every answer', 'x-trx-no-not-falling', sevenSuccesses, () => ({
    nextNumber: (last) => last - 1,
  })),
  brokenReference('numbers answers at the same time alike', 'x-trx-no-at-once', ['two-at-once'], createLateCounter),
  brokenReference(
    'sends no X-Trx-No after a liveness error',
    'x-trx-no-present',
    ['selfie-no-face', 'after-liveness-error'],
    () => {
      let wasLivenessError = false;
      return {
        change: ({ headers }, kind) => {
          if (wasLivenessError) Reflect.deleteProperty(headers, header);
          wasLivenessError = kind === 'liveness-error';
        },
      };
    },
  ),
  brokenReference(
    'repeats the number of the success before a failure',
    'x-trx-no-fresh',
    ['success-all-parts', 'credentials-wrong-key', 'after-liveness-error'],
    () => {
      let hasFailed = false;
      return {
        nextNumber: (last) => (hasFailed ? last : last + 1),
        change: (_, kind) => {
          hasFailed = kind !== 'success';
        },
      };
    },
  ),
  brokenReference('starts its count anew after five answers', 'x-trx-no-fresh', sevenSuccesses, () => ({
    nextNumber: (last) => (last >= 10_881 ? 10_877 : last + 1),
  })),
];
