import { serversWithOpenAccess } from './access.js';
import { serversWithWrongAnswers } from './answers.js';
import type { BrokenServer } from './broken-server.js';
import { serversThatBreakConnections } from './connections.js';
import { serversWithWrongFigures } from './figures.js';
import { serversWithWrongBytes } from './framing.js';
import { serversWithWrongJson } from './json-text.js';
import { serversThatLeak } from './leaks.js';
import { serversWithOtherLimits } from './picture-limits.js';
import { serversWithoutRequiredPart } from './required-parts.js';
import { serversWithWrongTimes } from './times.js';
import { serversWithWrongNumbers } from './transaction-numbers.js';

/** Every broken server. Each check on a server has at least one that it catches. */
export const brokenServers: readonly BrokenServer[] = [
  ...serversWithWrongAnswers,
  ...serversWithWrongJson,
  ...serversWithoutRequiredPart,
  ...serversWithOpenAccess,
  ...serversWithOtherLimits,
  ...serversWithWrongFigures,
  ...serversWithWrongTimes,
  ...serversWithWrongNumbers,
  ...serversThatLeak,
  ...serversThatBreakConnections,
  ...serversWithWrongBytes,
];
