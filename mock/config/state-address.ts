import { KitError } from '../../spec/index.js';
import { mask } from '../schemas/mask.js';

/** Whether a value of the option `state` is the address of a server rather than the path of a file. */
export function isServerAddress(state: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(state.trim());
}

/** Returns an address for messages, with the password and the user masked. */
export function shownAddress(address: string): string {
  return address.trim().replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, `$1${mask}@`);
}

/** Whether an address has a user or a password. */
export function hasPassword(address: string): boolean {
  return shownAddress(address) !== address.trim();
}

/** @throws KitError `usage` for an address that is not valid; the message does not repeat a password */
export function checkAddress(address: string): URL {
  const shown = shownAddress(address);
  if (!URL.canParse(address.trim()))
    throw new KitError('usage', `state: ${shown} is not an address; give one such as redis://cache.example:6379`);
  const url = new URL(address.trim());
  if (!/^rediss?:$/.test(url.protocol))
    throw new KitError(
      'usage',
      `state: ${shown} is no address of a server for state; give redis://, rediss:// or a file`,
    );
  if (url.password === mask || url.username === mask)
    throw new KitError('usage', `state: ${shown} has a mask in place of the password; give the password`);
  if (url.hostname === '' && url.searchParams.get('path') === null)
    throw new KitError('usage', `state: ${shown} names no host; give an address such as redis://cache.example:6379`);
  if (!/^\/?\d*$/.test(url.pathname))
    throw new KitError('usage', `state: the path of ${shown} is not the number of a database; give one such as /0`);
  return url;
}
