import { type Got, post } from '../../good-request.test-helper.js';
import type { MockSession } from '../../sessions/mock-session.js';

/** Sends a request without pictures that still gets a number, because its scenario is forced. */
export function charge(
  mock: Pick<MockSession, 'url'>,
  refNumber: string,
  more: Record<string, string> = {},
): Promise<Got> {
  const body = new FormData();
  const parts = { key: 'ADINS_key1234', tenant_code: 'AIT', refNumber, ...more };
  for (const [name, value] of Object.entries(parts)) body.append(name, value);
  return post(mock, { body, headers: { 'X-Mock-Scenario': 'success' } });
}
