import { generate } from 'selfsigned';

/** A certificate and its key, in PEM form. */
export interface CertificatePair {
  readonly cert: string;
  readonly key: string;
}

/** Creates a certificate of kit.test and 127.0.0.1 that is its own authority. */
export async function createPair(name: string): Promise<CertificatePair> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'kit.test' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert, key };
}
