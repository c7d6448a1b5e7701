import { expect, test } from 'vitest';
import { imageLibrary } from '../../../fixtures/index.js';
import { inEveryLanguage } from '../../texts/wording.js';
import { hintForDamage } from '../rules/damage-hints.js';
import { DecodeTimeoutError, inTime } from './decode.js';

const sharp = imageLibrary();

test('a picture that exceeds the decoding timeout is rejected, with the reason', async () => {
  const grey = sharp({ create: { width: 6000, height: 6000, channels: 3, background: '#778899' } });
  // Forty seconds of work on an idle machine.
  const endless = grey.sharpen({ sigma: 8 }).blur(60).raw();
  await expect(inTime((seconds) => endless.timeout({ seconds }).toBuffer(), 1)).rejects.toThrow(DecodeTimeoutError);
});

test('other errors of the decoder are unchanged, and a picture within the timeout is decoded', async () => {
  await expect(inTime((seconds) => sharp(Buffer.from('no picture')).timeout({ seconds }).toBuffer())).rejects.toThrow(
    /unsupported image format/,
  );
  const small = sharp({ create: { width: 8, height: 8, channels: 3, background: '#778899' } }).raw();
  expect(await inTime((seconds) => small.timeout({ seconds }).toBuffer())).toHaveLength(8 * 8 * 3);
});

test('a picture that exceeded the timeout has its own hint', () => {
  const content = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);
  const file = {
    type: 'file',
    name: 'img1',
    filename: 'a.jpg',
    declaredType: 'image/jpeg',
    bytes: 4,
    sha256: '',
  } as const;
  const inspection = { readable: false, reason: inEveryLanguage('too long'), isTimeout: true } as const;
  expect(hintForDamage({ ...file, sniffed: 'jpeg', content }, inspection)?.en).toMatch(/^save it again/);
});
