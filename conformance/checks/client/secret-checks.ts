import { formatList } from '../../wire/format-list.js';
import { describeSecret } from '../../wire/secret-search.js';
import { type CheckOutcome, failed, notApplicable, passed } from '../check.js';
import { type ClientCheck, type ClientContext, type Leak, requirementSource } from './context.js';

/** Checks on where the key, the NIK and the pictures stand. A finding names the place, and never what stands there. */
export const secretChecks: readonly ClientCheck[] = [
  {
    id: 'secret-address',
    title: 'key, NIK and pictures stand in no address, which servers and proxies log',
    source: requirementSource('key-text'),
    judge: (context) =>
      context.requests.length === 0 ? notApplicable : judgeLeaks(context, 'address', 'no secret in the address'),
  },
  {
    id: 'secret-headers',
    title: 'key, NIK and pictures stand in no header',
    source: requirementSource('key-text'),
    judge: (context) =>
      context.requests.length === 0 ? notApplicable : judgeLeaks(context, 'header', 'no secret in a header'),
  },
  {
    id: 'secret-output',
    title: 'the client prints neither key nor NIK nor pictures, which logs would keep',
    source: requirementSource('key-text'),
    judge: (context) =>
      context.isOutputSeen ? judgeLeaks(context, 'output', 'no secret on stdout or stderr') : notApplicable,
  },
];

function judgeLeaks({ leaks }: ClientContext, wanted: Leak['place'], expected: string): CheckOutcome {
  const found = leaks.filter(({ place }) => place === wanted);
  if (found.length === 0) return passed;
  const places = found.map(
    ({ secret, where }) => `${describeSecret(secret)} ${wanted === 'output' ? 'on' : 'in'} ${where}`,
  );
  return failed(expected, formatList([...new Set(places)]));
}
