import { shellWord } from '../../spec/index.js';
import type { BaseAddress } from '../http/served-at.js';
import type { MockServer } from '../server.js';
import { inLines } from '../telemetry/readable-lines.js';
import { phoneWordings as words } from '../texts/phone-wordings.js';
import type { Language, Wording } from '../texts/wording.js';

/** Details for the lines besides the mock. */
export interface PhoneDetails {
  /** File with the authority's certificate, for clients to trust. */
  readonly certificateFile: string | undefined;
  /** Whether the mock created the certificate. */
  readonly isMade: boolean;
  /** Whether the authority persists across runs. */
  readonly isKept: boolean;
  readonly lang: Language;
  /** Returns a text as a QR code in lines; undefined if the output cannot show one. */
  readonly qrLines: ((text: string) => readonly string[]) | undefined;
}

/** What the lines need of a mock. */
type ReachedMock = Pick<MockServer, 'addresses' | 'port' | 'certificate'>;

/** Returns the lines that say how phones, emulators and simulators reach the mock, and trust its certificate. */
export function phoneLines(mock: ReachedMock, details: PhoneDetails): readonly string[] {
  const [best, ...others] = networkUrls(mock);
  const say = (wording: Wording): string => wording[details.lang];
  return [
    say(words.baseUrls),
    ...(best === undefined
      ? [...row(say(words.phone), say(words.noNetwork)), ...row('', say(words.connectToWifi))]
      : row(say(words.phone), best)),
    ...others.flatMap((url) => row(`  ${say(words.or)}`, url)),
    ...mock.addresses.flatMap((address) => ownMachineRows(mock, address, say)),
    '',
    ...(mock.certificate === undefined
      ? inLines(say(words.plainHttp({ guide: words.guide })))
      : certificateLines(mock, best, details)),
    '',
    ...(best === undefined || details.qrLines === undefined
      ? []
      : [...details.qrLines(best), say(words.qr({ url: best })), '']),
  ];
}

/** Returns the base URLs for other machines, the most probable first. */
export function networkUrls({ addresses }: Pick<ReachedMock, 'addresses'>): readonly string[] {
  return addresses.filter(({ from }) => from === 'network').map(({ url }) => url);
}

const width = 24;

function row(label: string, text: string): readonly string[] {
  return [`  ${label.padEnd(width)}${text}`];
}

/** Returns the rows of devices that have their own names for this machine. A mock on one of its addresses has none. */
function ownMachineRows(
  { port, certificate }: ReachedMock,
  { from, url }: BaseAddress,
  say: (wording: Wording) => string,
): readonly string[] {
  const localhost = `${certificate === undefined ? 'http' : 'https'}://localhost:${port}`;
  switch (from) {
    case 'network':
      return [];
    case 'this-machine':
      return [
        ...row(say(words.iosSimulator), localhost),
        ...row(say(words.androidByUsb), localhost),
        ...row('', say(words.afterAdb({ port }))),
      ];
    case 'android-emulator':
      return row(say(words.androidEmulator), url);
  }
}

function certificateLines(
  { port }: ReachedMock,
  best: string | undefined,
  { isMade, isKept, certificateFile, lang }: PhoneDetails,
): readonly string[] {
  const say = (wording: Wording): string => wording[lang];
  if (!isMade) return inLines(say(words.ownCertificate));
  const path = '/__admin/certificate.crt';
  return [
    say(words.trust({ guide: words.guide })),
    ...(best === undefined ? [] : [`  ${say(words.trustOnPhone)}`, `    ${best}${path}`]),
    `  ${say(words.trustInApp)}`,
    `  ${say(words.iosSimulator)}:`,
    ...(certificateFile === undefined ? [`    curl -kO https://localhost:${port}${path}`] : []),
    `    xcrun simctl keychain booted add-root-cert ${shellWord(certificateFile ?? 'certificate.crt')}`,
    ...(isKept ? [] : [say(words.endsWithRun)]),
  ];
}
