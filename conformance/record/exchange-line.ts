import { escapeInvisible } from '../reports/visible-text.js';
import type { RecordedExchange, RecordedViolation } from './exchange.js';

/** An exchange in one line: what was sent, what came back, how long it took, and what was wrong with the request. */
export function exchangeLine(exchange: RecordedExchange): string {
  const { number, method, path, durationMs, evidence, violations } = exchange;
  const charged = evidence.mayHaveBeenCharged > 0 ? ', perhaps charged' : '';
  const words = [`#${number} ${method} ${path}  ${answerInWords(exchange)}  ${durationMs} ms${charged}`];
  const [first, ...others] = violations;
  if (first) words.push(`  ! ${violationInWords(first)}${others.length > 0 ? ` (and ${others.length} more)` : ''}`);
  return escapeInvisible(words.join('')).replaceAll('\n', '\\n');
}

function answerInWords({ answered, refused, evidence: { answer, transportError } }: RecordedExchange): string {
  if (refused !== undefined) return `not passed on: ${refused}`;
  const status = answer ? `${answer.status}${answered === undefined ? '' : ` ${answered}`}` : 'no answer';
  return transportError === undefined ? status : `${status}: ${transportError}`;
}

function violationInWords({ part, text, hint }: RecordedViolation): string {
  return `${part === undefined ? '' : `${part}: `}${text}${hint === undefined ? '' : `; ${hint}`}`;
}
