import { KitError } from '../../spec/index.js';

/** Refuses a list of origins that holds something else. @throws KitError `setup` that names it */
export function checkOrigins(corsOrigins: readonly string[]): void {
  for (const origin of corsOrigins)
    if (!isOrigin(origin))
      throw new KitError(
        'setup',
        `corsOrigins: ${JSON.stringify(origin)} is no origin; give scheme, host and port alone, e.g. http://localhost:5173`,
      );
}

/** Whether a text is an origin as browsers write it: scheme, host and port alone. */
export function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
