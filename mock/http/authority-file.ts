import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type FileHandle, lstat, open, readFile, stat, unlink } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KitError, reasonOf, whyNotWritten } from '../../spec/index.js';
import { canSign, createAuthority } from './authority.js';
import { checkTlsPair, type TlsPair } from './tls.js';

/** Returns the key file of an authority's certificate file: `mock-ca.key` for `mock-ca.crt`. */
export function keyFileOf(file: string): string {
  const { dir, name } = parse(file);
  return join(dir, `${name}.key`);
}

/** An authority read from its files. */
export interface KeptAuthority extends TlsPair {
  /** Problems that do not prevent its use. */
  readonly warnings: readonly string[];
}

/** Retries while another mock is writing the files, and the interval in milliseconds. */
const tries = { most: 40, ms: 50 };

/**
 * Loads the authority from its files, or creates it, with a key readable by its owner only. It never overwrites files
 * and follows no links when writing.
 *
 * @throws KitError `setup` for unreadable, damaged, mismatched or expired files
 */
export async function loadOrCreateAuthority(file: string): Promise<KeptAuthority> {
  const existing = await readAuthority(file);
  if (existing) return existing;
  const made = await createAuthority();
  const keyFile = keyFileOf(file);
  try {
    // The key first, so that a certificate implies a complete key.
    await writeNew(keyFile, made.key, 0o600);
    await writeNew(file, made.cert, 0o644).catch(async (error: unknown) => {
      await unlink(keyFile);
      throw error;
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw problem(
        file,
        `the authority cannot be written: ${whyNotWritten(file, error, 'give a folder of your own')}`,
        error,
      );
    // Another mock created it meanwhile.
    const concurrent = await readAuthority(file);
    if (concurrent) return concurrent;
    throw problem(
      file,
      `the authority cannot be written: ${await isLink(file)} is a link to nothing; remove it`,
      error,
    );
  }
  return { ...made, warnings: [] };
}

/**
 * Reads and checks the authority. Returns undefined if neither file exists. @throws KitError as {@link
 * loadOrCreateAuthority} does
 */
export async function readAuthority(file: string): Promise<KeptAuthority | undefined> {
  const keyFile = keyFileOf(file);
  if (keyFile === file)
    throw problem(file, `its name is that of a key file; use another extension, e.g. ${parse(file).name}.crt`);
  for (let count = 0; ; count += 1) {
    const [cert, key] = [await textOf(file), await textOf(keyFile)];
    if (cert === undefined && key === undefined) return undefined;
    if (cert && key) return checked({ file, keyFile, cert, key });
    // One file is missing or empty: another mock may be writing them.
    if (count < tries.most) await wait(tries.ms);
    else throw problem(cert ? keyFile : file, incomplete(file, keyFile, cert ? key : cert));
  }
}

function incomplete(file: string, keyFile: string, found: string | undefined): string {
  return `${found === undefined ? 'does not exist' : 'is empty'}, but the authority needs both ${file} and ${keyFile}; restore it, or remove both to create another one, which clients must trust anew`;
}

interface Found extends TlsPair {
  readonly file: string;
  readonly keyFile: string;
}

async function checked({ file, keyFile, cert, key }: Found): Promise<KeptAuthority> {
  checkTlsPair({ cert, key }, { cert: file, key: keyFile });
  const certificate = new X509Certificate(cert);
  if (!certificate.ca)
    throw problem(
      file,
      'is a server certificate, not an authority; give another name to create one there (your own server certificate goes to tlsCert)',
    );
  if (!canSign(createPrivateKey(key)))
    throw problem(keyFile, 'is neither an RSA key nor on a NIST curve; give such a key');
  const { validFrom, validTo } = certificate;
  if (Date.parse(validTo) < Date.now())
    throw problem(
      file,
      `was valid until ${validTo}; remove it and ${keyFile} to create another one, which clients must trust anew`,
    );
  if (Date.parse(validFrom) > Date.now())
    throw problem(file, `is not valid before ${validFrom}; check the clock of this machine, or give another file`);
  const { mode } = await stat(keyFile);
  const isOpen = process.platform !== 'win32' && (mode & 0o077) !== 0;
  return {
    cert: cert.endsWith('\n') ? cert : `${cert}\n`,
    key,
    warnings: isOpen
      ? [
          `${keyFile}: other users can read it, and impersonate any site to clients that trust the authority; run chmod 600 on it`,
        ]
      : [],
  };
}

/** Returns a file's text; undefined if it does not exist. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem(file, `cannot be read (${reasonOf(error)}); give a PEM file, or the name of a new one`, error);
  }
}

/** Creates a file and syncs it to disk. Fails if the file or a link exists. */
async function writeNew(file: string, text: string, mode: number): Promise<void> {
  const handle: FileHandle = await open(file, 'wx', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } catch (error) {
    await unlink(file);
    throw error;
  } finally {
    await handle.close();
  }
}

/** Returns which of the two names is a link. */
async function isLink(file: string): Promise<string> {
  const found = await lstat(file).catch(() => undefined);
  return found ? file : keyFileOf(file);
}

function problem(file: string, what: string, cause?: unknown): KitError {
  return new KitError('setup', `${file}: ${what}`, { cause });
}
