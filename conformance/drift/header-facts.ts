import type { Fact } from './facts.js';
import { type FactContext, isMoment, shapeOf } from './shapes.js';

/** The mock's own headers, which explain an answer and belong to no API. */
const ofTheMock = /^x-mock-/;

/** Headers of the connection, the server program, the nodes between and browsers: no client of the API reads them. */
const ofTransport =
  /^(accept-ranges|age|alt-svc|cache-control|cf-.*|connection|content-length|content-security-policy|date|etag|expires|keep-alive|last-modified|nel|permissions-policy|pragma|referrer-policy|report-to|server|server-timing|strict-transport-security|trailer|transfer-encoding|vary|via|x-content-type-options|x-dns-prefetch-control|x-frame-options|x-xss-protection|x-(amz|amzn|azure|cache|envoy|powered|runtime|served|varnish)\b.*)$/;

/** Headers whose value is new in every answer by what they mean. */
export const alwaysNew =
  /^(age|cf-ray|content-length|date|etag|expires|last-modified|retry-after|server-timing|set-cookie|traceparent|x-response-time|x-runtime)$|(request|correlation|trace|transaction)-?id$|-remaining$|-reset$/;

/** The facts of the headers of an answer. Those of the kit's mock are left out. */
export function headerFacts(
  headers: Readonly<Record<string, string>>,
  { known, neutral }: FactContext,
): readonly Fact[] {
  return Object.entries(headers)
    .filter(([name]) => !ofTheMock.test(name))
    .map(([name, text]): Fact => {
      const aspect = ofTransport.test(name) ? 'transport header' : 'header';
      if (alwaysNew.test(name)) return { aspect, place: name, value: 'present', shape: 'present', isForm: true };
      const form = known.fresh.get(name) ?? (isMoment(text) ? shapeOf : undefined);
      if (form) return { aspect, place: name, value: form(text), shape: form(text), isForm: true };
      const isFixed = known.fixed.has(name);
      return { aspect, place: name, value: neutral(text), shape: shapeOf(text), ...(isFixed ? { isFixed } : {}) };
    });
}
