import type { Paint } from './paint.js';

/**
 * Returns a text as a QR code in lines for a terminal, two rows of the code in each. With colours it is black on white in
 * any theme. Without them, a light theme shows it inverted, which phones read too.
 */
export type QrLines = (text: string, paint?: Paint) => readonly string[];

/** Loads the encoder, which few commands need. */
export async function loadQrLines(): Promise<QrLines> {
  const { encodeQR } = await import('qr');
  return (text, paint = (_, line) => line) => {
    const lines = encodeQR(text, 'ascii', { ecc: 'low' }).trimEnd().split('\n');
    return lines.map((line) => paint(['whiteBright', 'bgBlack'], line));
  };
}
