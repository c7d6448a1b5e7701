import type { Leak } from '../checks/client/context.js';
import type { PartToSend } from '../wire/request.js';
import {
  type FoundSecret,
  prepareSecretSearch,
  type SoughtSecret,
  seekPicture,
  seekText,
} from '../wire/secret-search.js';
import type { OutputStream } from './client-output.js';
import type { TappedRequest } from './wire-tap.js';

/** Creates what gives the secrets of a case away: its key, its NIK and its pictures. */
export function secretsToSeek(
  parts: readonly PartToSend[],
  pictures: ReadonlyMap<string, Buffer>,
): readonly SoughtSecret[] {
  const texts = parts.flatMap((part) => (part.type === 'text' && isSecret(part.name) ? [part] : []));
  // A value that another part has too is not secret.
  const open = new Set(parts.flatMap((part) => (part.type === 'text' && !isSecret(part.name) ? [part.value] : [])));
  return [
    ...texts.flatMap(({ name, value }) => (open.has(value) ? [] : (seekText(name, value) ?? []))),
    ...withSharedApart([...pictures].flatMap(([name, bytes]) => seekPicture(name, bytes) ?? [])),
  ];
}

/** What several pictures have in common, such as the beginning of every JPEG file, gives away that it is one of them. */
const anyPicture = 'a picture';

function withSharedApart(pictures: readonly SoughtSecret[]): readonly SoughtSecret[] {
  const all = pictures.flatMap(({ patterns }) => patterns.map(({ text }) => text));
  const shared = new Set(all.filter((text, index) => all.indexOf(text) !== index));
  const common = pictures[0]?.patterns.filter(({ text }) => shared.has(text)) ?? [];
  return [
    ...pictures.map((picture) => ({ ...picture, patterns: picture.patterns.filter(({ text }) => !shared.has(text)) })),
    { name: anyPicture, isPicture: true, patterns: common },
  ];
}

/** Leaves out that it is one of the pictures where it is known which. */
function withoutVagueness(found: readonly FoundSecret[]): readonly FoundSecret[] {
  const isKnown = found.some(({ isPicture, name }) => isPicture && name !== anyPicture);
  return isKnown ? found.filter(({ name }) => name !== anyPicture) : found;
}

/** Searches requests for secrets where none may stand: in their addresses and headers. */
export function leaksOnWire(secrets: readonly SoughtSecret[], requests: readonly TappedRequest[]): readonly Leak[] {
  const createSearch = prepareSecretSearch(secrets);
  const find = (text: string): readonly FoundSecret[] => {
    const search = createSearch();
    search.add(text);
    return withoutVagueness(search.found());
  };
  return requests.flatMap(({ address, headers }): Leak[] => {
    const [path = '', ...query] = address.split('?');
    return [
      ...find(path).map((secret): Leak => ({ secret, place: 'address', where: 'the path of the address' })),
      ...find(query.join('?')).map((secret): Leak => ({ secret, place: 'address', where: 'the query of the address' })),
      ...headers.flatMap(([name, value]) => [
        ...find(name).map((secret): Leak => ({ secret, place: 'header', where: 'the name of a header' })),
        ...find(value).map((secret): Leak => ({ secret, place: 'header', where: `the header ${name}` })),
      ]),
    ];
  });
}

/** Searches everything that a client prints, in pieces, for secrets. */
export function createOutputSearch(secrets: readonly SoughtSecret[]): {
  readonly add: (stream: OutputStream, text: string) => void;
  readonly leaks: () => readonly Leak[];
} {
  const createSearch = prepareSecretSearch(secrets);
  const searches = { stdout: createSearch(), stderr: createSearch() };
  return {
    add: (stream, text) => searches[stream].add(text),
    leaks: () =>
      (['stdout', 'stderr'] as const).flatMap((stream) =>
        withoutVagueness(searches[stream].found()).map((secret): Leak => ({ secret, place: 'output', where: stream })),
      ),
  };
}

function isSecret(name: string): boolean {
  return ['key', 'nik'].includes(name.toLowerCase());
}
