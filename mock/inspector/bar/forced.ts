import type { AdminRequest, FaultPlanState, PlannedFault, SessionState } from '../api/admin-types.js';

/** Something that is forced on the next answers, and the call that ends it. */
export interface ForcedThing {
  readonly key: 'queue' | 'scenario' | 'fault' | `tenant ${string}`;
  readonly words: string;
  readonly undo: AdminRequest;
}

/** Returns what is forced on the next answers of a session, in the order in which it takes effect. */
export function forcedThings({
  tenants,
  queue,
  scenario,
  fault,
}: Pick<SessionState, 'tenants' | 'queue' | 'scenario' | 'fault'>): readonly ForcedThing[] {
  const steps = queue.steps.map(({ scenario: name, times }) => (times === 1 ? name : `${times} × ${name}`));
  const rest = queue.then === null ? [] : [`always ${queue.then}`];
  const queued = [...steps, ...rest];
  const planned = faultsInWords(fault);
  return [
    ...tenants
      .filter((tenant) => tenant.scenario !== null)
      .map(
        ({ code, scenario: own }): ForcedThing => ({
          key: `tenant ${code}`,
          words: `Every answer to ${code} is ${own}`,
          undo: { method: 'PUT', path: `/tenants/${encodeURIComponent(code)}`, body: { scenario: null } },
        }),
      ),
    ...(queued.length === 0 && !queue.repeat
      ? []
      : [
          {
            key: 'queue',
            words: `Next: ${listed(queued)}${queue.repeat ? ', and again from the start' : ''}`,
            undo: { method: 'DELETE', path: '/queue' },
          } as const,
        ]),
    ...(scenario === null
      ? []
      : [
          {
            key: 'scenario',
            words: `${queued.length === 0 ? 'Every' : 'Then every'} answer is ${scenario}`,
            undo: { method: 'DELETE', path: '/scenario/default' },
          } as const,
        ]),
    ...(planned.length === 0
      ? []
      : [{ key: 'fault', words: `Fault: ${listed(planned)}`, undo: { method: 'DELETE', path: '/fault' } } as const]),
  ];
}

/** Names the first few of many. */
function listed(words: readonly string[]): string {
  const few = words.slice(0, 4).join(', then ');
  return words.length > 4 ? `${few} and ${words.length - 4} more` : few;
}

/** Returns the rules that can still hit a request. */
function faultsInWords({ rules, requests }: FaultPlanState): readonly string[] {
  return rules.filter((rule) => canHit(rule, requests)).flatMap((rule) => ruleInWords(rule) ?? []);
}

function canHit({ first, after = 0, every = 1 }: PlannedFault, requests: number): boolean {
  return first === undefined || requests < after + first * every;
}

const endings: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

function ordinal(count: number): string {
  return `${count}${endings[ordinals.select(count)] ?? 'th'}`;
}

function ruleInWords({ fault, first, after, every, probability }: PlannedFault): string | undefined {
  if (fault === 'none') return undefined;
  const { type, ...given } = fault;
  const words = [type, ...Object.entries(given).map(([name, value]) => `${name}=${value}`)].join('; ');
  const when = [
    ...(after === undefined || after === 0 ? [] : [`after ${after}`]),
    ...(first === undefined ? [] : [first === 1 ? 'once' : `${first} times`]),
    ...(every === undefined || every === 1 ? [] : [`every ${ordinal(every)}`]),
    ...(probability === undefined || probability === 1 ? [] : [`with probability ${probability}`]),
  ];
  return when.length === 0 ? words : `${words} (${when.join(', ')})`;
}
