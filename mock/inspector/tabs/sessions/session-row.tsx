import type { SessionState } from '../../api/admin-types.js';
import { inspectorPath, operationRoot } from '../../page-address.js';
import { CopyButton } from '../../shared/copy-button.js';
import { page } from '../../state/page.js';
import { ConfirmButton } from './confirm-button.js';
import { actOnSessions, closeCall, resetCall } from './session-calls.js';

/** Balances that a row shows. */
const mostTenants = 5;

/** One session, with what it is set to and the buttons that change it. */
export function SessionRow({ session }: { readonly session: SessionState }) {
  const { id, requests, transactions, tenants } = session;
  const name = id ?? 'default';
  const isHere = id === (page.session ?? null);
  const base = `${location.origin}${operationRoot({ ...page, session: id ?? undefined })}`;
  return (
    <tr aria-current={isHere ? 'true' : undefined}>
      <th scope="row" data-label="Session">
        {isHere ? (
          <>
            {name} <span class="soft small">this page</span>
          </>
        ) : (
          <a href={inspectorPath(page, id ?? undefined)}>{name}</a>
        )}
      </th>
      <td data-label="Base URL" class="long">
        <code>{base}</code> <CopyButton text={base} label="Copy" name={`Copy the base URL of ${name}`} />
      </td>
      <td data-label="Requests">{requests}</td>
      <td data-label="Ledger">{transactions}</td>
      <td data-label="Next answer">{nextInWords(session)}</td>
      <td data-label="Balances">
        {tenants.length === 0 && <span class="soft">no tenants</span>}
        <ul class="plain">
          {tenants.slice(0, mostTenants).map(({ code, balance, scenario }) => (
            <li key={code}>
              {code}: {balance}
              {scenario !== null && `, always ${scenario}`}
            </li>
          ))}
          {tenants.length > mostTenants && <li class="soft">and {tenants.length - mostTenants} more</li>}
        </ul>
      </td>
      <td data-label="Actions">
        <div class="buttons">
          <ConfirmButton
            label="Reset"
            confirm="Reset now"
            what={name}
            onConfirm={() => void actOnSessions(`Reset the session ${name}`, resetCall(id))}
          />
          {id !== null && (
            <ConfirmButton
              label="Delete"
              confirm="Delete now"
              what={name}
              onConfirm={() => void actOnSessions(`Deleted the session ${name}`, closeCall(id))}
            />
          )}
        </div>
      </td>
    </tr>
  );
}

/** What decides the next answer: `success, then the rules; fault delay`. */
function nextInWords({ scenario, queue: { steps, then, repeat }, fault }: SessionState): string {
  const queued = steps
    .slice(0, 3)
    .map((step) => (step.times === 1 ? step.scenario : `${step.scenario} ×${step.times}`));
  if (steps.length > 3) queued.push(`${steps.length - 3} more steps`);
  const after = repeat ? 'the queue again' : (then ?? scenario ?? 'the rules');
  const answers = [...queued, after].join(', then ');
  const [rule, ...others] = fault.rules;
  if (!rule) return answers;
  const type = rule.fault === 'none' ? 'none' : rule.fault.type;
  return `${answers}; fault ${type}${others.length === 0 ? '' : ` and ${others.length} more rules`}`;
}
