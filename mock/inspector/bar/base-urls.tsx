import { useState } from 'preact/hooks';
import type { ListedAddress } from '../api/admin-types.js';
import { operationOf } from '../api/served-contract.js';
import { operationRoot } from '../page-address.js';
import { CopyButton } from '../shared/copy-button.js';
import { Popover } from '../shared/popover.js';
import { QrCode } from '../shared/qr-code.js';
import { page } from '../state/page.js';
import { addresses, contract } from '../state/world.js';

const callers: Readonly<Record<ListedAddress['from'], string>> = {
  'this-machine': 'This machine',
  network: 'Your network',
  'android-emulator': 'Android emulator',
};

/** The base URLs for clients: on this machine, on the network, in an emulator. */
export function BaseUrls() {
  const [shown, setShown] = useState<string>();
  const path = operationRoot({ ...page, root: '' });
  const own = `${location.origin}${operationRoot(page)}`;
  const listed = addresses.value.map(({ from, url }) => ({ from: callers[from], url: `${url}${path}` }));
  const all = listed.some(({ url }) => url === own) ? listed : [{ from: 'This page', url: own }, ...listed];
  const hasNetwork = addresses.value.some(({ from }) => from === 'network');
  const operation = contract.value && operationOf(contract.value);
  return (
    <Popover label="Base URL">
      <ul class="base-urls">
        {all.map(({ from, url }) => (
          <li key={`${from} ${url}`}>
            <span class="soft small">{from}</span>
            <code>{url}</code>
            <span class="buttons">
              <CopyButton text={url} label="Copy" />
              <button
                type="button"
                class="quiet"
                aria-expanded={shown === url}
                aria-label={`QR code of ${url}`}
                onClick={() => setShown(shown === url ? undefined : url)}
              >
                QR
              </button>
            </span>
            {shown === url && <QrCode text={url} label={`QR code of ${url}`} />}
          </li>
        ))}
      </ul>
      {!hasNetwork && (
        <p class="soft small">
          For a phone, start the mock with <code>--lan</code>.
        </p>
      )}
      {operation && (
        <p class="soft small">
          Clients add{' '}
          <code>{`${operation.bases.at(-1)?.slice(own.length - location.origin.length) ?? ''}${operation.path}`}</code>
        </p>
      )}
    </Popover>
  );
}
