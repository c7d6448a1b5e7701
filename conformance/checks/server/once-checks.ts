import { isObject } from '../../wire/answer.js';
import { formatList } from '../../wire/format-list.js';
import { failed, formatValue, notApplicable, passed } from '../check.js';
import { hasResult, type ServerCheck, statements } from './context.js';
import { findRepeatedKeys } from './repeated-keys.js';

/** Checks on what may come once only: parsers of JSON and HTTP differ in which of two values they keep. */
export const onceChecks: readonly ServerCheck[] = [
  {
    id: 'keys-once',
    title: 'no key comes twice in the text of the body',
    source: (_, kind) => (hasResult(kind) ? statements(kind, 'keys', 'result-keys') : statements(kind, 'answer')),
    judge: ({ answer, body }) => {
      if (!isObject(body)) return notApplicable;
      const repeated = findRepeatedKeys(answer.text);
      return repeated.length === 0 ? passed : failed('each key once', `${formatList(repeated)} more than once`);
    },
  },
  {
    id: 'x-trx-no-once',
    title: 'X-Trx-No comes once',
    source: { requirements: ['x-trx-no-on-success', 'x-trx-no-number'] },
    judge: ({ answer: { headers, repeatedHeaders } }) => {
      const actual = headers['x-trx-no'];
      if (actual === undefined) return notApplicable;
      return repeatedHeaders?.includes('x-trx-no') ? failed('one X-Trx-No', `several: ${formatValue(actual)}`) : passed;
    },
  },
];
