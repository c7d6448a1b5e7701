import type { Response } from 'express';
import { imageLibrary } from '../../fixtures/index.js';

/** Two faces that are compared: the selfie, and the portrait on the card. */
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="7" fill="#1f5fa8"/>
<rect x="15" y="9" width="14" height="17" rx="2" fill="#d9f0df"/>
<circle cx="22" cy="15" r="3.2" fill="#1a6b3c"/><path d="M16.5 24a5.5 5 0 0 1 11 0z" fill="#1a6b3c"/>
<circle cx="11" cy="11" r="5" fill="#fff"/><path d="M2.5 26a8.5 8.5 0 0 1 17 0z" fill="#fff"/>
</svg>`;

const size = 32;

let icon: Promise<Buffer> | undefined;

/** Sends the icon that browsers request from every host. */
export async function sendFavicon(response: Response): Promise<void> {
  icon ??= drawIcon();
  response.set({
    'Content-Type': 'image/x-icon',
    'Cache-Control': 'max-age=86400',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(await icon);
}

/** Draws the icon as a PNG in an ICO container, which every browser reads. */
async function drawIcon(): Promise<Buffer> {
  const png = await imageLibrary()(Buffer.from(drawing), { density: 288 })
    .resize(size, size)
    .png({ palette: true })
    .toBuffer();
  const head = Buffer.alloc(22);
  // Type 1 is an icon; one picture.
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  // One plane, 32 bits for each pixel.
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}
