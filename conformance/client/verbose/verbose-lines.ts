import type { CaseResult, PartEvidence, WireEvidence } from '../../evidence/verdict.js';
import { countOf } from '../../reports/layout.js';
import { escapeInvisible, visibleText } from '../../reports/visible-text.js';
import type { CaseRecord } from './verbose-driver.js';
import type { WireExchange } from './wire-recorder.js';

/** Formats what went over the wire in a case, what acted on it, and what the client reported. All of it is masked. */
export function verboseLines(
  { exchanges, mask }: CaseRecord,
  { case: testCase, evidence }: CaseResult,
): readonly string[] {
  const requests = evidence?.requests ?? [];
  const { fault } = testCase;
  const { report } = evidence ?? {};
  return [
    ...(exchanges.length === 0 ? ['wire      no request came'] : []),
    ...exchanges.flatMap((exchange, at) => [
      `request   ${at + 1} of ${exchanges.length}, as received`,
      ...headLines('> ', exchange.head, mask),
      ...bodyLines(exchange, requests[at]),
      `answer    ${at + 1} of ${exchanges.length}, as sent (${countOf(exchange.answerBytes, 'byte')})`,
      ...answerLines(exchange, mask),
    ]),
    `fault     ${fault === undefined ? 'none' : faultInWords(fault)}`,
    `report    ${report === undefined ? 'none that the run can read' : visibleText(JSON.stringify(report))}`,
  ];
}

function headLines(sign: string, head: string, mask: CaseRecord['mask']): readonly string[] {
  // The bytes of a head are Latin-1 for HTTP, but clients write UTF-8.
  const text = Buffer.from(head, 'latin1').toString('utf8');
  return mask(text)
    .split('\r\n')
    .map((line) => `  ${sign}${escapeInvisible(line)}`);
}

function bodyLines({ bodyBytes }: WireExchange, request: WireEvidence | undefined): readonly string[] {
  const total = `  > (${countOf(bodyBytes, 'byte')} of body)`;
  return request === undefined ? [total] : [total, ...request.parts.map((part) => `  > ${partInWords(part)}`)];
}

function partInWords(part: PartEvidence): string {
  const name = JSON.stringify(part.name);
  if ('value' in part) return `${name}: ${visibleText(JSON.stringify(part.value))}`;
  const filename = part.filename === null ? 'no file name' : `file name ${visibleText(JSON.stringify(part.filename))}`;
  return `${name}: ${filename}, ${countOf(part.bytes, 'byte')}${part.sha256 === '' ? '' : `, SHA-256 ${part.sha256}`}`;
}

function answerLines({ answer, answerBytes, end }: WireExchange, mask: CaseRecord['mask']): readonly string[] {
  const text = answer.toString('utf8');
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const cut = answerBytes > answer.length ? [`  < (and ${answerBytes - answer.length} bytes more)`] : [];
  const isText = !body.includes('\0') && !body.includes('\uFFFD');
  const shown = isText ? mask(body).split('\n') : [`(${countOf(Buffer.byteLength(body), 'byte')} that are no text)`];
  return [
    ...(answerBytes === 0 ? [] : headLines('< ', Buffer.from(head).toString('latin1'), mask)),
    ...(body === '' ? [] : ['  <', ...shown.map((line) => `  < ${visibleText(line)}`)]),
    ...cut,
    ...(end === undefined ? [] : [`  (then the mock ${end === 'reset' ? 'reset' : 'closed'} the connection)`]),
  ];
}

function faultInWords({ type, ...options }: { readonly type: string }): string {
  const more = Object.entries(options).map(([name, value]) => `; ${name}=${String(value)}`);
  return `${type}${more.join('')}`;
}
