import type { Credentials } from '../wire/credentials.js';
import type { RequestToSend } from '../wire/request.js';
import { createEvidenceMask, type EvidenceMask, secretsOfRequest, secretsOfRun } from './mask.js';

/** Creates the masks of the requests of a run. Requests with the same secrets share one, because it is slow to create. */
export function createRequestMasks(credentials: Credentials): (request: RequestToSend) => EvidenceMask {
  const ofRun = secretsOfRun(credentials);
  const created = new Map<string, EvidenceMask>();
  return (request) => {
    const ofRequest = secretsOfRequest(request);
    const key = JSON.stringify(ofRequest);
    const mask = created.get(key) ?? createEvidenceMask([...ofRun, ...ofRequest]);
    created.set(key, mask);
    return mask;
  };
}
