import type { OutgoingMessage } from 'node:http';

/**
 * Headers of one connection (RFC 9110, section 7.6.1), which the recorder does not pass on. The framing of the body is kept:
 * see {@link isChunked}.
 */
const ofConnection: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'upgrade',
  'http2-settings',
]);

/** A head as it came: names and values one after another, with their capitals, order and repetitions. */
export type RawHeaders = readonly string[];

/** The pairs of a head. */
export function pairsOf(raw: RawHeaders): readonly (readonly [name: string, value: string])[] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
}

/** The headers that go on to the target: all but those of the connection. `Host` names the target, where it stood. */
export function requestHeaders(raw: RawHeaders, host: string): string[] {
  const passed = withoutConnection(raw).map(([name, value]) => [name, isNamed(name, 'host') ? host : value]);
  const hasHost = passed.some(([name = '']) => isNamed(name, 'host'));
  return [...(hasHost ? [] : ['Host', host]), ...passed.flat()];
}

/** The headers that go back to the client. A client that speaks HTTP/1.0 knows no chunks. */
export function answerHeaders(raw: RawHeaders, knowsChunks: boolean): string[] {
  return withoutConnection(raw)
    .filter(([name]) => knowsChunks || !isNamed(name, 'transfer-encoding'))
    .flat();
}

/** Whether a message says how long its body is. */
export function hasLength(raw: RawHeaders): boolean {
  return pairsOf(raw).some(([name]) => isNamed(name, 'content-length') || isNamed(name, 'transfer-encoding'));
}

/** Whether the body comes in chunks. */
export function isChunked(raw: RawHeaders): boolean {
  return pairsOf(raw).some(([name, value]) => isNamed(name, 'transfer-encoding') && /\bchunked\b/i.test(value));
}

/** Headers by lower-case name. The values of a repeated one are joined with commas. */
export function joinHeaders(raw: RawHeaders): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of pairsOf(raw)) {
    const key = name.toLowerCase();
    const before = joined.get(key);
    joined.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(joined);
}

function withoutConnection(raw: RawHeaders): readonly (readonly [string, string])[] {
  const pairs = pairsOf(raw);
  // A sender may name further headers of its connection.
  const named = pairs
    .filter(([name]) => isNamed(name, 'connection'))
    .flatMap(([, value]) => value.split(',').map((word) => word.trim().toLowerCase()))
    .filter((name) => !['content-length', 'transfer-encoding', 'host'].includes(name));
  return pairs.filter(([name]) => !ofConnection.has(name.toLowerCase()) && !named.includes(name.toLowerCase()));
}

function isNamed(name: string, wanted: string): boolean {
  return name.toLowerCase() === wanted;
}

/** Sends a head before its body. Node.js writes it byte by byte only before bytes, and as UTF-8 otherwise. */
export function flushHead(message: OutgoingMessage): void {
  message.write(noBytes);
}

const noBytes = Buffer.alloc(0);
