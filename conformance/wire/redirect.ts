import type { ReceivedAnswer } from './send.js';

/** A redirect in place of an answer. */
export interface Redirect {
  /** Without the query, which may hold a session or a token. */
  readonly location: string;
  readonly remedy: string;
  /** Whether it leads to the same operation on another host, port or scheme. */
  readonly isOtherServer: boolean;
}

/** Reads a redirect from an answer of the operation at `path` behind the target. Undefined for any other answer. */
export function redirectOf(target: URL, path: string, { status, headers }: ReceivedAnswer): Redirect | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  const answerDirectly = 'have the server answer there itself';
  const url = URL.canParse(location, target) ? new URL(location, target) : undefined;
  if (!url) return { location: 'no address', remedy: answerDirectly, isOtherServer: false };
  const isOperation = url.pathname.replace(/\/$/, '').endsWith(path);
  const base = isOperation ? url.pathname.replace(/\/$/, '').slice(0, -path.length) : url.pathname;
  const newTarget = `${url.origin}${base}`;
  return {
    location: `${url.origin}${url.pathname}`,
    remedy:
      isOperation && newTarget !== target.href.replace(/\/$/, '')
        ? `give --target ${newTarget}`
        : `${answerDirectly}, or correct --target`,
    isOtherServer: isOperation && url.origin !== target.origin,
  };
}
