import type { BrokenClient } from './broken-client.js';
import { buildingClients } from './building-clients.js';
import { understandingClients } from './understanding-clients.js';

/** Clients in this process with one defect each. Those that fail under faults are in `fault-clients.mjs`. */
export const brokenClients: readonly BrokenClient[] = [...buildingClients, ...understandingClients];
