import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { type CommandIo, KitError, reasonOf } from '../../../spec/index.js';
import { builtInCredentials, type Credential, type Credentials } from '../../wire/credentials.js';
import { parseProxy } from '../../wire/proxy.js';
import type { TargetTls } from '../../wire/target-tls.js';
import type { TenantReference } from './target-schema.js';
import { findTarget, type NamedTarget, pathIn, readCredentialPart, readSecret } from './targets-file.js';

/** The flags that an entry may give in place of the command line. Times are in milliseconds. */
export interface TargetFlags {
  readonly target: string;
  readonly targets?: string;
  readonly profile: string;
  readonly fixtures?: string;
  readonly interval?: number;
  readonly timeout?: number;
  readonly maxBillable?: number;
  readonly maxBillablePerDay?: number;
  readonly price?: string;
  readonly currency?: string;
  readonly credentials?: string;
  readonly proxy?: string;
}

/** What an entry says beyond the flags. */
export interface TargetSettings {
  readonly name: string;
  /** Absent where the entry has none, or a flag replaces them. */
  readonly credentials?: Credentials;
  readonly tls?: TargetTls;
  /** The options of a curl line for TLS. */
  readonly curlTls?: readonly string[];
  /** With its user name and password. Absent where the entry has none, or a flag replaces it. */
  readonly proxy?: URL;
  /** Whether the entry says that the target is production, or that it is not. */
  readonly production?: boolean;
}

/** How an entry is applied. */
export interface Application {
  /** Whether a flag was given on the command line, so that it overrides the entry. */
  readonly isGiven: (flag: string) => boolean;
  /** Whether nothing is sent. No secret is read then. */
  readonly isDryRun: boolean;
}

/**
 * Applies the entry that `--target` names to the flags of a command. A target with `://` is an address and names none.
 *
 * @throws KitError `usage` or `setup` for a name, a file, a reference or a value that is wrong
 */
export async function applyTarget<Flags extends TargetFlags>(
  io: CommandIo,
  flags: Flags,
  { isGiven, isDryRun }: Application,
): Promise<{ readonly flags: Flags; readonly settings?: TargetSettings }> {
  if (flags.target.includes('://')) {
    if (flags.targets !== undefined) io.err('eendigo-kit: --targets is not used: --target is an address, not a name');
    return { flags };
  }
  const named = await findTarget(flags.target, flags.targets);
  const { url, profile, fixtures, interval, timeout, price, ...entry } = named.entry;
  const isFile = profile !== undefined && /[/\\]|\.(json|ya?ml)$/i.test(profile);
  const fromEntry = {
    profile: isFile ? pathIn(named, profile) : profile,
    fixtures: fixtures === undefined ? undefined : pathIn(named, fixtures),
    interval: interval === undefined ? undefined : Math.round(interval * 1000),
    timeout: timeout === undefined ? undefined : Math.round(timeout * 1000),
    maxBillable: entry.maxBillable,
    maxBillablePerDay: entry.maxBillablePerDay,
    price: price === undefined ? undefined : String(price),
    currency: entry.currency,
  };
  const used = Object.entries(fromEntry).filter(([flag, value]) => value !== undefined && !isGiven(flag));
  return {
    flags: { ...flags, target: url, ...Object.fromEntries(used) },
    settings: await readSettings(io, named, { isGiven, isDryRun }),
  };
}

async function readSettings(
  { env }: CommandIo,
  named: NamedTarget,
  { isGiven, isDryRun }: Application,
): Promise<TargetSettings> {
  const { name, entry } = named;
  const { tenants, ca, clientCertificate, clientKey, proxy, production } = entry;
  const common = { name, ...(production === undefined ? {} : { production }) };
  const tenant = async (role: string, reference: TenantReference): Promise<Credential> => ({
    code: await readCredentialPart(named, `tenants.${role}.code`, reference.code, env),
    key: await readCredentialPart(named, `tenants.${role}.key`, reference.key, env),
  });
  const { funded } = builtInCredentials;
  const standIn = async (): Promise<Credential> => funded;
  const read = isDryRun ? standIn : tenant;
  const credentials: Credentials | undefined =
    tenants === undefined || isGiven('credentials')
      ? undefined
      : {
          funded: await read('active', tenants.active),
          ...(tenants.empty ? { empty: await read('empty', tenants.empty) } : {}),
          ...(tenants.wrong ? { wrong: await read('wrong', tenants.wrong) } : {}),
          isBuiltIn: false,
        };
  if (isDryRun) return { ...common, ...(credentials ? { credentials } : {}) };

  const [caFile, certFile] = [ca, clientCertificate].map((path) =>
    path === undefined ? undefined : pathIn(named, path),
  );
  const tls: TargetTls = {
    ...(caFile === undefined ? {} : { ca: await readPem(named, 'ca', caFile) }),
    ...(certFile === undefined ? {} : { cert: await readPem(named, 'clientCertificate', certFile) }),
    ...(clientKey === undefined ? {} : { key: `${await readSecret(named, 'clientKey', clientKey, env)}\n` }),
  };
  requireKeyOfCertificate(named, tls);
  const keyFile = clientKey && 'file' in clientKey ? pathIn(named, clientKey.file) : undefined;
  const curlTls = [
    ...(caFile === undefined ? [] : ['--cacert', caFile]),
    ...(certFile === undefined ? [] : ['--cert', certFile]),
    ...(keyFile === undefined ? [] : ['--key', keyFile]),
  ];
  const place = `${named.file}: targets.${name}.proxy`;
  const address =
    proxy === undefined || isGiven('proxy')
      ? undefined
      : parseProxy(place, typeof proxy === 'string' ? proxy : await readSecret(named, 'proxy', proxy, env));
  return {
    ...common,
    ...(credentials ? { credentials } : {}),
    ...(Object.keys(tls).length > 0 ? { tls, curlTls } : {}),
    ...(address ? { proxy: address } : {}),
  };
}

async function readPem(named: NamedTarget, place: string, file: string): Promise<string> {
  const where = `${named.file}: targets.${named.name}.${place}: ${file}`;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new KitError('setup', `${where} cannot be read (${reasonOf(error)}); give a PEM file`, { cause: error });
  });
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new KitError(
      'setup',
      `${where} has no certificate in PEM form; give a file with -----BEGIN CERTIFICATE-----`,
    );
  return text;
}

/** Refuses a key and a certificate that do not belong together. A handshake with them would fail with another reason. */
function requireKeyOfCertificate({ file, name }: NamedTarget, { cert, key }: TargetTls): void {
  if (cert === undefined || key === undefined) return;
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const { code = 'no PEM form' } = error as NodeJS.ErrnoException;
    throw new KitError(
      'setup',
      `${file}: targets.${name}.clientKey is not the private key of clientCertificate (${code}); give the key without a password in PEM form`,
      { cause: error },
    );
  }
}
