import { createNeutral } from '../wire/neutral.js';
import type { CaseFacts, Fact, JsonCase } from './facts.js';
import { indexFacts } from './facts.js';
import { alwaysNew } from './header-facts.js';
import { type FactContext, isMoment, type KnownValues, shapeOf } from './shapes.js';

type Wire = NonNullable<NonNullable<JsonCase['evidence']>['requests']>[number];

/** Headers that say nothing of a client: the mock's address, and lengths that follow the parts. */
const ofTheConnection = new Set(['host', 'content-length', 'connection']);

/** Headers that the client's HTTP library adds by itself. */
const ofTheLibrary = /^(accept|accept-encoding|accept-language|cache-control|pragma|priority|sec-.*|te|user-agent)$/;

/** The facts of what a client sent and reported. Undefined where it sent nothing. */
export function clientFacts({ evidence, cutShort }: JsonCase, known: KnownValues): CaseFacts | undefined {
  if (!evidence?.requests || cutShort) return undefined;
  const { requests, report, refNumber } = evidence;
  const neutral = createNeutral(refNumber);
  const kind = report ? [report.outcome, report.kind].filter((word) => word).join(' ') : 'nothing';
  const [first] = requests;
  return {
    kind,
    facts: indexFacts([
      form('request', 'number of requests', String(requests.length)),
      ...(first ? wireFacts(first, neutral) : []),
      ...Object.entries(report?.fields ?? {}).flatMap(([name, value]) => reportedFact(name, value, known)),
    ]),
  };
}

function wireFacts({ method, path, headers, parts }: Wire, neutral: FactContext['neutral']): readonly Fact[] {
  const places = parts.map(({ name }, at) => {
    const earlier = parts.slice(0, at).filter((part) => part.name === name).length;
    return earlier === 0 ? name : `${name} (${earlier + 1})`;
  });
  return [
    form('request', 'method', method),
    // Each case has a session of its own.
    form('request', 'path', path.replace(/^\/s\/[^/]+/, '')),
    ...Object.entries(headers)
      .filter(([name]) => !ofTheConnection.has(name))
      .map(([name, value]) => {
        const text = name === 'content-type' ? value.replace(/boundary=("[^"]*"|[^;\s]+)/, 'boundary=...') : value;
        if (alwaysNew.test(name)) return form('sent header', name, 'present');
        return own(ofTheLibrary.test(name) ? 'library header' : 'sent header', name, neutral(text));
      }),
    form('request', 'order of parts', places.join(', ')),
    ...parts.map((part, at) => partFact(places[at] ?? part.name, part, neutral)),
  ];
}

function partFact(
  place: string,
  { name, value, filename, bytes, sha256 }: Wire['parts'][number],
  neutral: FactContext['neutral'],
): Fact {
  if (value === undefined)
    return form(
      'part',
      place,
      `a file of ${bytes} bytes${filename == null ? ' without a name' : ` named ${filename}`}, SHA-256 ${sha256}`,
    );
  return name.toLowerCase() === 'refnumber' ? form('part', place, shapeOf(value)) : own('part', place, neutral(value));
}

function reportedFact(name: string, value: string | null | undefined, { fresh }: KnownValues): readonly Fact[] {
  if (value == null) return [];
  const freshForm = fresh.get(name === 'trxNo' ? 'x-trx-no' : name) ?? (isMoment(value) ? shapeOf : undefined);
  return [freshForm ? form('report', name, freshForm(value)) : own('report', name, value)];
}

function form(aspect: Fact['aspect'], place: string, value: string): Fact {
  return { aspect, place, value, shape: value, isForm: true, isFixed: true };
}

function own(aspect: Fact['aspect'], place: string, value: string): Fact {
  return { aspect, place, value, shape: shapeOf(value) };
}
