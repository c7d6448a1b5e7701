import { signal } from '@preact/signals';
import type { ContractOperation, ServedFormPart } from '../../api/served-contract.js';
import { operationRoot } from '../../page-address.js';
import { newRefNumber } from '../../send/drafts.js';
import { page } from '../../state/page.js';
import { type Offer, sampleText } from '../scenarios/load-scenarios.js';
import { fixturePath } from '../scenarios/sample-pictures.js';
import type { TriedDraft, TriedPart } from '../sending/send-and-stay.js';

/** The picture that the form sends in a part. */
export type ChosenPicture =
  | { readonly from: 'sample'; readonly fixture: string }
  | { readonly from: 'reader'; readonly file: File }
  | { readonly from: 'nowhere' };

/** What the reader has changed in the form. Parts that are not in it have their preset. */
export interface TryForm {
  readonly texts: Readonly<Record<string, string>>;
  readonly pictures: Readonly<Record<string, ChosenPicture>>;
  /** Empty leaves the answer to the rules. */
  readonly scenario: string;
  /** Index of the base URL; undefined for the one of the samples. */
  readonly base: number | undefined;
}

const unchanged: TryForm = { texts: {}, pictures: {}, scenario: '', base: undefined };

/** The form. It stays while another tab is open. */
export const tryForm = signal<TryForm>(unchanged);

/** Changes the form. */
export function changeForm(change: Partial<TryForm>): void {
  tryForm.value = { ...tryForm.value, ...change };
}

/** Sets all parts back to their presets. */
export function resetForm(): void {
  tryForm.value = unchanged;
  presetRefNumber.value = newRefNumber();
}

/** The refNumber that the form has until the reader types one. It is new for each request. */
export const presetRefNumber = signal(newRefNumber());

const secretParts = ['key', 'nik'];

/** Returns what a text part has before the reader changes it: the sample's value. Optional parts are empty. */
export function presetText(name: string, { samples }: Offer): string {
  if (name === 'refNumber') return presetRefNumber.value;
  const good = samples.samples.find(({ scenario }) => scenario === 'success');
  return sampleText(good, name) ?? '';
}

/** Returns the picture that a part has before the reader changes it: the sample's. */
export function presetPicture(name: string, { samples }: Offer): ChosenPicture {
  const good = samples.samples.find(({ scenario }) => scenario === 'success');
  const part = good?.parts.find((one) => one.name === name);
  return part && 'fixture' in part ? { from: 'sample', fixture: part.fixture } : { from: 'nowhere' };
}

/** The header or refNumber that forces the chosen scenario, by the strongest open channel. */
type Forcing = { readonly headers: Readonly<Record<string, string>>; readonly prefix: string };

function forcing(scenario: string, channels: readonly string[]): Forcing {
  if (scenario === '') return { headers: {}, prefix: '' };
  if (channels.includes('header')) return { headers: { 'X-Mock-Scenario': scenario }, prefix: '' };
  if (channels.includes('prefer')) return { headers: { Prefer: `example=${scenario}` }, prefix: '' };
  return { headers: {}, prefix: channels.includes('ref-number') ? `MOCK:${scenario}:` : '' };
}

/** Whether a request can force a scenario by a header or its refNumber. */
export function canForce({ channels }: Offer): boolean {
  return ['header', 'prefer', 'ref-number'].some((channel) => channels.includes(channel));
}

/** The base URLs that the contract offers, as paths below the base URL of the session. */
export function basePaths({ bases }: ContractOperation): readonly string[] {
  return bases.map((base) => base.slice(page.root.length));
}

/** A request of the form, and the same without the secrets that the reader has typed, for the curl line. */
export interface BuiltRequest {
  readonly draft: TriedDraft;
  readonly shown: TriedDraft;
}

/** Builds the request of the form. Empty texts and pictures from nowhere are not sent. */
export function buildRequest(form: TryForm, operation: ContractOperation, offer: Offer): BuiltRequest {
  const { headers, prefix } = forcing(form.scenario, offer.channels);
  const parts = operation.parts.flatMap((part) => partsOf(part, form, offer, prefix));
  const bases = basePaths(operation);
  const base = form.base === undefined ? undefined : bases[form.base];
  const path = base === undefined ? offer.samples.path : `${base}${operation.path}`;
  const draft: TriedDraft = {
    method: operation.method,
    url: `${location.origin}${operationRoot(page)}${path}`,
    headers,
    parts,
  };
  const isTyped = ({ name, ...part }: TriedPart) =>
    'value' in part && secretParts.includes(name) && part.value !== presetText(name, offer);
  return {
    draft,
    shown: {
      ...draft,
      parts: parts.map((part): TriedPart => (isTyped(part) && 'value' in part ? { ...part, value: null } : part)),
    },
  };
}

function partsOf({ name, isFile }: ServedFormPart, form: TryForm, offer: Offer, prefix: string): readonly TriedPart[] {
  if (!isFile) {
    const value = `${name === 'refNumber' ? prefix : ''}${form.texts[name] ?? presetText(name, offer)}`;
    return value === '' ? [] : [{ name, value }];
  }
  const picture = form.pictures[name] ?? presetPicture(name, offer);
  switch (picture.from) {
    case 'nowhere':
      return [];
    case 'reader':
      return [{ name, fileName: picture.file.name, picture: '', file: picture.file }];
    case 'sample': {
      const fileName = offer.fixtures.find(({ id }) => id === picture.fixture)?.fileName ?? picture.fixture;
      return [{ name, fileName, picture: fixturePath(picture.fixture) }];
    }
  }
}
