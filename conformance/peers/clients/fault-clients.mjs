// Clients that fail under faults, keep no time limit, charge twice, or let secrets out. Each replaces a step of the conforming
// client (../client.mjs).
import { answerClients } from './answer-clients.mjs';
import { chargeClients } from './charge-clients.mjs';
import { secretClients } from './secret-clients.mjs';
import { timeClients } from './time-clients.mjs';

/**
 * A client with one defect: the cases that show it, the check that names it, and the steps of the conforming client that it
 * replaces.
 *
 * @typedef {{ name: string, cases: readonly string[], check: string, change: (given: { conforming: any, testCase: any }) => object }} BrokenClient
 */

/** @type {readonly BrokenClient[]} */
export const faultClients = [...chargeClients, ...answerClients, ...timeClients, ...secretClients];
