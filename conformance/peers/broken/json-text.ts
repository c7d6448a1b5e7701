import type { ReferenceAnswer } from '../reference/server.js';
import { type BrokenServer, brokenReference } from './broken-server.js';

const written = (
  id: string,
  caughtBy: string,
  cases: readonly string[],
  write: (answer: ReferenceAnswer) => string,
): BrokenServer => brokenReference(id, caughtBy, cases, () => ({ write }));

/** Servers whose JSON text says more than, or other than, its parsed value. */
export const serversWithWrongJson: readonly BrokenServer[] = [
  written('writes status twice', 'keys-once', ['success-all-parts'], ({ body }) =>
    JSON.stringify(body).replace(/}$/, `,"status":${JSON.stringify(body['status'])}}`),
  ),
  written('writes two messages', 'keys-once', ['credentials-wrong-key'], ({ body }) =>
    JSON.stringify(body).replace(/^{/, '{"message":"Access denied",'),
  ),
  written('writes similarity twice', 'keys-once', ['success-all-parts'], ({ body }) =>
    JSON.stringify(body).replace('"similarity":', '"similarity":"0.10000","similarity":'),
  ),
  written('writes the JSON twice', 'body-json', ['success-all-parts'], ({ body }) => JSON.stringify(body).repeat(2)),
  written('writes JSON with single quotes', 'body-json', ['credentials-wrong-key'], ({ body }) =>
    JSON.stringify(body).replaceAll('"', "'"),
  ),
  written('writes its JSON as a text in JSON', 'body-json', ['success-all-parts'], ({ body }) =>
    JSON.stringify(JSON.stringify(body)),
  ),
  written('writes lists of answers', 'body-json', ['success-all-parts'], ({ body }) => JSON.stringify([body])),
];
