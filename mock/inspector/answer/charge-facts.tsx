import type { JournalAnswer } from '../../schemas/journal-types.js';

/** What the answer cost, and its number. */
export function ChargeFacts({ answer: { balance, trxNo } }: { readonly answer: JournalAnswer }) {
  const isCharged = balance !== undefined && balance.after !== balance.before;
  return (
    <dl class="facts-list small">
      <div>
        <dt>Charged</dt>
        <dd>
          {balance === undefined
            ? 'nothing: no tenant was found'
            : isCharged
              ? `1 call: ${balance.tenant} had ${balance.before}, has ${balance.after}`
              : `nothing: ${balance.tenant} keeps ${balance.before}`}
        </dd>
      </div>
      <div>
        <dt>X-Trx-No</dt>
        <dd>{trxNo ?? 'none'}</dd>
      </div>
    </dl>
  );
}
