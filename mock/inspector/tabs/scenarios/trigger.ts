import type { ListedSample } from '../../api/admin-types.js';
import { type Offer, sampleText } from './load-scenarios.js';

/** Says what in a sample makes the mock answer with its scenario. */
export function triggerInWords(sample: ListedSample, { samples, fixtures }: Offer): string {
  const [forced] = Object.entries(sample.headers);
  if (forced) return `force alone, in the contract in effect. The request has the header ${forced[0]}: ${forced[1]}.`;
  const good = samples.samples.find(({ scenario }) => scenario === 'success');
  const pictures = sample.parts.flatMap((part) => {
    if (!('fixture' in part) || good?.parts.some((one) => 'fixture' in one && one.fixture === part.fixture)) return [];
    const title = fixtures.find(({ id }) => id === part.fixture)?.title ?? part.fixture;
    return [`the picture ${part.name}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`];
  });
  const texts = ['key', 'tenant_code'].flatMap((name) => {
    const value = sampleText(sample, name);
    if (value === null || value === sampleText(good, name)) return [];
    return [name === 'key' ? 'a wrong key' : `the tenant ${value}, which has no balance`];
  });
  // The key of another tenant differs too, and is not the reason.
  const reasons = texts.length > 1 ? [...pictures, ...texts.slice(1)] : [...pictures, ...texts];
  return reasons.length === 0 ? 'a valid request with good pictures.' : `${reasons.join('; ')}.`;
}
