import type { AdminRequest, AdminResult, ListedSample, ListedSamples, ListedScenario } from '../../api/admin-types.js';
import { callAdmin } from '../../api/call-admin.js';

/** A channel through which a request selects a scenario. */
export type RequestChannel = 'header' | 'prefer' | 'ref-number' | 'file-name';

/** A sample picture of the mock. */
export interface ListedFixture {
  readonly id: string;
  readonly part: 'img1' | 'img2';
  readonly fileName: string;
  readonly title: string;
  readonly expectedKind: string;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** What the mock can answer, how a request selects it, and sample requests. */
export interface Offer {
  readonly scenarios: readonly ListedScenario[];
  /** The open channels, those of the session included. */
  readonly channels: readonly string[];
  readonly samples: ListedSamples;
  readonly fixtures: readonly ListedFixture[];
}

export const scenariosCall: AdminRequest = { method: 'GET', path: '/scenarios', ofMock: true };
export const samplesCall: AdminRequest = { method: 'GET', path: '/samples' };

/** Loads what the mock offers. */
export async function loadOffered(): Promise<AdminResult<Offer>> {
  const [listed, samples, pictures] = await Promise.all([
    callAdmin<Pick<Offer, 'scenarios' | 'channels'>>(scenariosCall),
    callAdmin<ListedSamples>(samplesCall),
    callAdmin<Pick<Offer, 'fixtures'>>({ method: 'GET', path: '/fixtures', ofMock: true }),
  ]);
  if (!listed.ok) return listed;
  if (!samples.ok) return samples;
  if (!pictures.ok) return pictures;
  const value = { ...listed.value, samples: samples.value, fixtures: pictures.value.fixtures };
  return { ...listed, value };
}

/** A way to force a scenario, in words and as text to copy. */
export interface Force {
  readonly channel: RequestChannel;
  readonly title: string;
  readonly text: string;
}

/** Returns the open ways in which a request forces a scenario, strongest first. */
export function forcesOf(name: string, channels: readonly string[]): readonly Force[] {
  const all: readonly Force[] = [
    { channel: 'header', title: 'Header', text: `X-Mock-Scenario: ${name}` },
    { channel: 'prefer', title: 'Header', text: `Prefer: example=${name}` },
    { channel: 'ref-number', title: 'refNumber begins with', text: `MOCK:${name}:` },
    { channel: 'file-name', title: 'Name of a file', text: `${name}.jpg` },
  ];
  return all.filter(({ channel }) => channels.includes(channel));
}

/** Returns the value of a text part in a sample. */
export function sampleText(sample: ListedSample | undefined, name: string): string | null {
  const part = sample?.parts.find((one) => one.name === name);
  return part && 'value' in part ? part.value : null;
}
