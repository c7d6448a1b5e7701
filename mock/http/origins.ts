import { KitError } from '../../spec/index.js';

/** Validates a list of origins. @throws KitError `setup` that names the invalid one */
export function checkOrigins(corsOrigins: readonly string[]): void {
  for (const origin of corsOrigins)
    if (!isOrigin(origin))
      throw new KitError(
        'setup',
        `corsOrigins: ${JSON.stringify(origin)} is not an origin; give only scheme, host and port, e.g. http://localhost:5173`,
      );
}

/** Returns whether a text is an origin as browsers send it: scheme, host and port. */
export function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
