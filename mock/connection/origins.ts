import { KitError } from '../../spec/index.js';

/** Refuses a list of origins that holds something else. @throws KitError `setup` that names it */
export function checkOrigins(corsOrigins: readonly string[]): void {
  for (const origin of corsOrigins)
    if (originOf(origin) !== origin)
      throw new KitError(
        'setup',
        `corsOrigins: ${JSON.stringify(origin)} is no origin; give scheme, host and port alone, e.g. http://localhost:5173`,
      );
}

function originOf(text: string): string | undefined {
  return URL.canParse(text) ? new URL(text).origin : undefined;
}
