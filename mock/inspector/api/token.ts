import { signal } from '@preact/signals';
import { adminPath } from '../page-address.js';
import { page } from '../state/page.js';

/** Whether the admin API requires a token. The page has it in a cookie; curl lines name it. */
export const needsToken = signal(false);

/** Finds out whether the admin API requires a token: calls it without the cookie. */
export async function learnTokenNeed(): Promise<void> {
  try {
    const path = adminPath({ ...page, session: undefined }, '/sessions');
    needsToken.value = (await fetch(path, { credentials: 'omit' })).status === 401;
  } catch {
    // The mock has stopped. The next connection asks again.
  }
}
