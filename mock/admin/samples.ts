import { type FixtureId, findFixture } from '../../fixtures/index.js';
import type { BuiltInScenario, Contract } from '../../spec/index.js';
import { exactly } from '../schemas/object-schemas.js';
import { ref } from '../schemas/refs.js';
import type { Tenant } from '../schemas/session-types.js';
import { isBuiltIn } from '../store/tenants.js';
import { json, type Operation } from './operation.js';

/** The pictures that belong to a scenario. Without an entry, the good ones do. */
const triggers: Readonly<Partial<Record<BuiltInScenario, readonly [img1: FixtureId, img2: FixtureId]>>> = {
  success: ['selfie-good', 'ktp-good'],
  'success-not-matched': ['selfie-good', 'ktp-other-person'],
  'success-not-live': ['selfie-screen', 'ktp-good'],
  'success-not-matched-not-live': ['selfie-screen', 'ktp-other-person'],
  'parameter-invalid': ['selfie-too-small', 'ktp-good'],
  'image-too-large': ['selfie-over-3mb', 'ktp-good'],
  'face-compare-error': ['selfie-good', 'ktp-no-face'],
  'liveness-error': ['selfie-no-face', 'ktp-good'],
  'liveness-error-dim': ['selfie-dim', 'ktp-good'],
  'liveness-error-covered': ['selfie-covered', 'ktp-good'],
  'liveness-error-shake': ['selfie-blurred', 'ktp-good'],
};

/** The scenarios with the text of one cause, which the rules choose only if the texts differ by cause. */
const isOneCause = /^liveness-error-/;

function hasTextPerCause({ decisions }: Contract): boolean {
  return decisions.answers.livenessErrorText === 'combined';
}

/** A key that no tenant has. */
const wrongKey = 'not-the-key-of-a-tenant';

/** `GET /samples`: a request for each scenario, which the inspector sends with one click. */
export const samplesOperation: Operation = {
  summary: 'A request for each scenario, with sample pictures: send it, and the mock answers with that scenario',
  session: 'visits',
  answers: {
    200: {
      description:
        'The requests. Send one to `path` below the base URL. `headers` is empty if the pictures, the tenant or the key decide.',
      schema: exactly({
        method: { type: 'string' },
        path: { type: 'string' },
        samples: { type: 'array', items: ref('Sample') },
      }),
    },
  },
  handle: async ({ options: { contract }, session, response }) => {
    const tenants = await session.store.tenants();
    const samples = [...contract.scenarios.keys()].map((scenario) => sampleFor(scenario, { contract, tenants }));
    const path = `${contract.prefixes.at(-1) ?? ''}${contract.path}`;
    // Sent as it is: the mask of secrets would hide the document's sample key.
    response.setHeader('Content-Type', 'application/json');
    response.end(json({ method: contract.method, path, samples }).body);
    return undefined;
  },
};

function sampleFor(
  scenario: string,
  { contract, tenants }: { readonly contract: Contract; readonly tenants: readonly Tenant[] },
) {
  const pictures = triggers[scenario as BuiltInScenario];
  const byRules = tenants.filter((one) => one.scenario === undefined);
  const funded = byRules.find(({ balance }) => balance > 0) ?? byRules[0] ?? tenants[0];
  // The key of a tenant is not shown, except the document's own.
  const spent = byRules.find((tenant) => tenant.balance === 0 && isBuiltIn(tenant));
  const tenant = scenario === 'insufficient-balance' ? (spent ?? funded) : funded;
  const isByRules =
    (pictures !== undefined && byRules.length > 0 && (!isOneCause.test(scenario) || hasTextPerCause(contract))) ||
    scenario === 'invalid-credentials' ||
    (scenario === 'insufficient-balance' && spent !== undefined);
  const key = scenario === 'invalid-credentials' ? wrongKey : tenant && isBuiltIn(tenant) ? tenant.key : null;
  return {
    scenario,
    headers: isByRules ? {} : { 'X-Mock-Scenario': scenario },
    parts: [
      ...(pictures ?? ['selfie-good', 'ktp-good']).map((fixture, place) => ({
        name: place === 0 ? 'img1' : 'img2',
        fixture,
        fileName: findFixture(fixture)?.fileName ?? fixture,
      })),
      { name: 'key', value: key },
      { name: 'tenant_code', value: tenant?.code ?? '' },
      { name: 'refNumber', value: null },
    ],
  };
}
