import { shellWord } from '../../spec/index.js';
import type { BaseAddress } from '../http/served-at.js';
import type { MockServer } from '../server.js';

/** Details for the lines besides the mock. */
export interface PhoneDetails {
  /** File with the authority's certificate, for clients to trust. */
  readonly certificateFile: string | undefined;
  /** Whether the mock created the certificate. */
  readonly isMade: boolean;
  /** Whether the authority persists across runs. */
  readonly isKept: boolean;
  /** Returns a text as a QR code in lines; undefined if the output cannot show one. */
  readonly qrLines: ((text: string) => readonly string[]) | undefined;
}

/** What the lines need of a mock. */
type ReachedMock = Pick<MockServer, 'addresses' | 'port' | 'certificate'>;

/** Returns the lines that say how phones, emulators and simulators reach the mock, and trust its certificate. */
export function phoneLines(mock: ReachedMock, details: PhoneDetails): readonly string[] {
  const [best, ...others] = networkUrls(mock);
  return [
    'Base URLs for phones, emulators and other machines:',
    ...(best === undefined ? unconnected : row('phone in your network', best)),
    ...others.flatMap((url) => row('  or', url)),
    ...mock.addresses.flatMap((address) => ownMachineRows(mock, address)),
    '',
    ...(mock.certificate === undefined ? plainHttp : certificateLines(mock, best, details)),
    '',
    ...(best === undefined || details.qrLines === undefined
      ? []
      : [...details.qrLines(best), `${best}: the base URL. A browser shows the inspector there.`, '']),
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

const unconnected = [
  ...row('phone in your network', 'none: this machine has no address in a network.'),
  ...row('', "Connect it to the phone's Wi-Fi, and start again."),
];

/** Returns the rows of devices that have their own names for this machine. A mock on one of its addresses has none. */
function ownMachineRows({ port, certificate }: ReachedMock, { from, url }: BaseAddress): readonly string[] {
  const localhost = `${certificate === undefined ? 'http' : 'https'}://localhost:${port}`;
  switch (from) {
    case 'network':
      return [];
    case 'this-machine':
      return [
        ...row('iOS simulator', localhost),
        ...row('Android phone by USB', localhost),
        ...row('', `after adb reverse tcp:${port} tcp:${port}`),
      ];
    case 'android-emulator':
      return row('Android emulator', url);
  }
}

const guide = 'docs/phones.md in the package';

const plainHttp = [
  'Apps refuse plain HTTP unless their debug build allows it, and a page in a',
  `phone's browser gets no camera. ${guide} has the lines to`,
  'copy. Or speak HTTPS: start with --tls --tls-ca mock-ca.crt',
];

function certificateLines(
  { port }: ReachedMock,
  best: string | undefined,
  { isMade, isKept, certificateFile }: PhoneDetails,
): readonly string[] {
  if (!isMade)
    return [
      'A phone must trust the issuer of your certificate, and the certificate must',
      'name the host of the base URL.',
    ];
  const path = '/__admin/certificate.crt';
  return [
    `To trust the certificate (${guide} has every step):`,
    ...(best === undefined ? [] : ['  phone: open this, and install the file in the settings', `    ${best}${path}`]),
    '  Android app: its debug build must trust installed certificates',
    '  iOS simulator:',
    ...(certificateFile === undefined ? [`    curl -kO https://localhost:${port}${path}`] : []),
    `    xcrun simctl keychain booted add-root-cert ${shellWord(certificateFile ?? 'certificate.crt')}`,
    ...(isKept ? [] : ['The certificate ends with this run. To keep it: --tls-ca mock-ca.crt']),
  ];
}
