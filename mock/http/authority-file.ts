import { createPrivateKey, X509Certificate } from 'node:crypto';
import { type FileHandle, lstat, open, readFile, stat, unlink } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { KitError, reasonOf, whyNotWritten } from '../../spec/index.js';
import { canSign, createAuthority } from './authority.js';
import { checkTlsPair, type TlsPair } from './tls.js';

/** The file that holds the private key of the authority whose certificate is in this one: `mock-ca.crt` has `mock-ca.key` beside it. */
export function keyFileOf(file: string): string {
  const { dir, name } = parse(file);
  return join(dir, `${name}.key`);
}

/** An authority as it was found in its files. */
export interface KeptAuthority extends TlsPair {
  /** What is not as it should be, and does not keep it from being used. */
  readonly warnings: readonly string[];
}

/** How often files that another mock is just writing are looked at again, and after how many milliseconds. */
const tries = { most: 40, ms: 50 };

/**
 * The authority of these files; where there are none, one is made and written, its key for its owner alone. Files that are
 * there are never written to, and no link is followed to write somewhere else.
 *
 * @throws KitError `setup` for files that cannot be used, are damaged, do not belong together or have run out
 */
export async function openAuthority(file: string): Promise<KeptAuthority> {
  const there = await readAuthority(file);
  if (there) return there;
  const made = await createAuthority();
  const keyFile = keyFileOf(file);
  try {
    // The key first: where there is a certificate, its key is whole.
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
    // Another mock was faster.
    const its = await readAuthority(file);
    if (its) return its;
    throw problem(
      file,
      `the authority cannot be written: ${await isLink(file)} is a link to nothing; remove it`,
      error,
    );
  }
  return { ...made, warnings: [] };
}

/** The authority of these files, checked; undefined where neither is there. @throws KitError as {@link openAuthority} does */
export async function readAuthority(file: string): Promise<KeptAuthority | undefined> {
  const keyFile = keyFileOf(file);
  if (keyFile === file)
    throw problem(file, `its name is that of a key; end it otherwise, e.g. ${parse(file).name}.crt`);
  for (let count = 0; ; count += 1) {
    const [cert, key] = [await textOf(file), await textOf(keyFile)];
    if (cert === undefined && key === undefined) return undefined;
    if (cert && key) return checked({ file, keyFile, cert, key });
    // One of the two is missing or empty: another mock may be writing them at this moment.
    if (count < tries.most) await wait(tries.ms);
    else throw problem(cert ? keyFile : file, incomplete(file, keyFile, cert ? key : cert));
  }
}

function incomplete(file: string, keyFile: string, found: string | undefined): string {
  return `${found === undefined ? 'is not there' : 'is empty'}, and the authority consists of ${file} and ${keyFile}; put it back, or remove both to have another made, which clients have to trust anew`;
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
      'is the certificate of a server, and not of an authority; give another name, and one is made there (a certificate of your own goes to tlsCert)',
    );
  if (!canSign(createPrivateKey(key)))
    throw problem(keyFile, 'is neither an RSA key nor one on a NIST curve; give one');
  const { validFrom, validTo } = certificate;
  if (Date.parse(validTo) < Date.now())
    throw problem(
      file,
      `was valid until ${validTo}; remove it and ${keyFile} to have another made, which clients have to trust anew`,
    );
  if (Date.parse(validFrom) > Date.now())
    throw problem(file, `is not valid before ${validFrom}; check the clock of this machine, or give another`);
  const { mode } = await stat(keyFile);
  const isOpen = process.platform !== 'win32' && (mode & 0o077) !== 0;
  return {
    cert: cert.endsWith('\n') ? cert : `${cert}\n`,
    key,
    warnings: isOpen
      ? [
          `${keyFile}: others than its owner can read it, and pass for any site to clients that trust the authority; chmod 600 it`,
        ]
      : [],
  };
}

/** A file's text; undefined where it is not there. */
async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem(file, `cannot be read (${reasonOf(error)}); give a PEM file, or a name at which none is yet`, error);
  }
}

/** Writes a file that must not be there, nor a link in its place; on the disk before this ends. */
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

/** Which of the two names is a link. */
async function isLink(file: string): Promise<string> {
  const found = await lstat(file).catch(() => undefined);
  return found ? file : keyFileOf(file);
}

function problem(file: string, what: string, cause?: unknown): KitError {
  return new KitError('setup', `${file}: ${what}`, { cause });
}
