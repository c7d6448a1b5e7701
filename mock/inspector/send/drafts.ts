import type { JournalEntry, JournalPart } from '../../schemas/journal-types.js';
import type { ListedSample, ListedSamples } from '../api/admin-types.js';
import type { DraftPart, RequestDraft } from './request-draft.js';

/** Where drafts go: absolute addresses. */
export interface DraftTarget {
  /** Origin and mount path of the mock, where its pictures are. */
  readonly mock: string;
  /** Base URL of the session, below which the operation answers. */
  readonly base: string;
}

/** Recorded request headers that select an answer. Others belong to the client or to the form. */
const selecting = ['x-mock-scenario', 'x-mock-fault', 'x-mock-delay', 'prefer'];

/** Returns a new refNumber, in the form of the document's sample. */
export function newRefNumber(now = new Date()): string {
  return `REF${now.toISOString().replaceAll(/\D/g, '')}`;
}

/** Returns the draft of a sample. */
export function draftOfSample(
  { headers, parts }: ListedSample,
  { method, path }: Pick<ListedSamples, 'method' | 'path'>,
  target: DraftTarget,
): RequestDraft {
  return {
    method,
    url: `${target.base}${path}`,
    headers,
    parts: parts.map((part): DraftPart => {
      if ('fixture' in part)
        return { name: part.name, fileName: part.fileName, picture: picturePath(target, part.fixture) };
      return { name: part.name, value: part.name === 'refNumber' ? newRefNumber() : part.value };
    }),
  };
}

/** The draft of a received request, and what in it is not as it was sent. */
export interface RepeatDraft {
  readonly draft: RequestDraft;
  /** Names of parts whose pictures the mock has not kept: samples stand in for them. */
  readonly replaced: readonly string[];
}

/** Returns the draft that repeats a received request. Masked values are null, except a key that the samples know. */
export function draftOfEntry(
  { method, path, headers, parts }: JournalEntry,
  samples: ListedSamples,
  target: DraftTarget,
): RepeatDraft {
  const good = samples.samples.find(({ scenario }) => scenario === 'success') ?? samples.samples[0];
  const tenant = sampleValue(good, 'tenant_code');
  const sent = parts.find((part) => nameOf(part) === 'tenant_code');
  const knownKey = sent?.type === 'text' && sent.value === tenant ? sampleValue(good, 'key') : null;
  const replaced: string[] = [];
  const drafted = parts.map((part): DraftPart => {
    if (part.type === 'text') {
      const value = isMasked(part.value) ? (nameOf(part) === 'key' ? knownKey : null) : part.value;
      return { name: part.name, value };
    }
    if (part.image === undefined) replaced.push(part.name);
    const stand = nameOf(part) === 'img2' ? 'ktp-good' : 'selfie-good';
    return {
      name: part.name,
      fileName: part.filename ?? '',
      picture: part.image === undefined ? picturePath(target, stand) : `${target.mock}${part.image}`,
    };
  });
  const kept = Object.entries(headers).filter(([name]) => selecting.includes(name));
  return {
    draft: {
      method,
      // The recorded path has the session in it.
      url: `${target.base}${path.replace(/^\/s\/[^/]+/, '')}`,
      headers: Object.fromEntries(kept),
      parts: drafted,
    },
    replaced,
  };
}

/** Whether the journal shows a mask, or a length, in place of the value. */
export function isMasked(value: string): boolean {
  return /^\*\*\*( \(\d+ characters\))?$|^\(\d+ characters\)$/.test(value);
}

function nameOf(part: JournalPart): string {
  return part.contractName ?? part.name;
}

function sampleValue(sample: ListedSample | undefined, name: string): string | null {
  const part = sample?.parts.find((one) => one.name === name);
  return part && 'value' in part ? part.value : null;
}

function picturePath({ mock }: DraftTarget, fixture: string): string {
  return `${mock}/__admin/fixtures/${fixture}`;
}
