import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { createPaint } from './paint.js';
import { loadQrLines } from './qr-lines.js';

const qrLines = await loadQrLines();

/** Draws lines as a terminal does: a character is two pixels high, and a full block is bright. */
function screenshot(lines: readonly string[], isInverted: boolean) {
  const scale = 4;
  const [width, height] = [(lines[0]?.length ?? 0) * scale, lines.length * 2 * scale];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const character = lines[Math.floor(y / scale / 2)]?.[Math.floor(x / scale)];
      const isUpper = Math.floor(y / scale) % 2 === 0;
      const isBlock = character === '█' || character === (isUpper ? '▀' : '▄');
      data.fill(isBlock === isInverted ? 0 : 255, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return { width, height, data, colorSpace: 'srgb' } as const;
}

test.each([
  ['dark', false],
  ['light', true],
])('the lines are a QR code that a phone reads from a %s terminal', async (_, isInverted) => {
  const { resolve } = createRequire(import.meta.url);
  const wasm = await readFile(resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const lines = qrLines('http://192.168.100.200:8080');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(50);
  const codes = await readBarcodes(screenshot(lines, isInverted), { formats: ['QRCode'] });
  expect(codes.map(({ text }) => text)).toEqual(['http://192.168.100.200:8080']);
});

test('with colours every line names both of its colours, so that no theme inverts the code', () => {
  const start = String.fromCharCode(27);
  for (const line of qrLines('x', createPaint(true)))
    expect([line.includes(`${start}[97m`), line.includes(`${start}[40m`)]).toEqual([true, true]);
});
