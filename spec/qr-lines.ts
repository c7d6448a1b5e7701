import { encodeQR } from 'qr';
import type { Paint } from './paint.js';

/**
 * Returns a text as a QR code in lines for a terminal, two rows of the code in each. With colours it is black on white in
 * any theme. Without them, a light theme shows it inverted, which phones read too.
 */
export function qrLines(text: string, paint: Paint = (_, line) => line): readonly string[] {
  const lines = encodeQR(text, 'ascii', { ecc: 'low' }).trimEnd().split('\n');
  return lines.map((line) => paint(['whiteBright', 'bgBlack'], line));
}
