import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { SniffedType } from '../../schemas/sniffed-type.js';
import { sniff } from './sniff.js';

const drawn = sharp({ create: { width: 16, height: 16, channels: 3, background: '#a63' } });
const pictures = {
  jpeg: await drawn.jpeg().toBuffer(),
  png: await drawn.png().toBuffer(),
  gif: await drawn.gif().toBuffer(),
  webp: await drawn.webp().toBuffer(),
  tiff: await drawn.tiff().toBuffer(),
  avif: await drawn.avif().toBuffer(),
};
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const ftyp = (...brands: readonly string[]): Buffer =>
  latin1(
    `\0\0\0${String.fromCharCode(12 + 4 * brands.length)}ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}\0\0\0\0meta`,
  );

describe('the first bytes of a file identify', () => {
  test.each<[SniffedType, string, Buffer]>([
    ['jpeg', 'a JPEG', pictures.jpeg],
    ['png', 'a PNG', pictures.png],
    ['gif', 'a GIF', pictures.gif],
    ['webp', 'a WebP', pictures.webp],
    ['tiff', 'a TIFF', pictures.tiff],
    ['avif', 'an AVIF', pictures.avif],
    ['avif', 'an AVIF of another brand', ftyp('mif1', 'miaf', 'avif')],
    ['heif', 'HEIC', ftyp('heic', 'mif1', 'heic')],
    ['heif', 'HEIC of another brand', ftyp('mif1', 'mif1', 'heic')],
    ['heif', 'a HEIF sequence', ftyp('hevc', 'msf1', 'hevc')],
    ['heif', 'a HEIF sequence of another brand', ftyp('msf1', 'hevc')],
    ['raw', 'CR3', ftyp('crx ', 'isom')],
    ['video', 'MP4', ftyp('isom', 'iso2', 'avc1', 'mp41')],
    ['video', 'MP4 of a phone', ftyp('mp42', 'isom')],
    ['video', 'QuickTime', ftyp('qt  ', 'qt  ')],
    ['video', '3GP', ftyp('3gp4', 'isom')],
    ['video', 'QuickTime of old', latin1('\0\0\0\x08wide\0\0\x10\0mdat')],
    ['video', 'WebM or Matroska', latin1('\x1aE\xdf\xa3\x9fB\x86')],
    ['video', 'AVI', latin1('RIFF\x10\0\0\0AVI LIST')],
    ['video', 'FLV', latin1('FLV\x01\x05')],
    ['video', 'MPEG-TS', Buffer.concat([latin1('G@\0\x10'), Buffer.alloc(184), latin1('G@\0\x10')])],
    ['audio', 'M4A', ftyp('M4A ', 'isom')],
    ['audio', 'WAV', latin1('RIFF\x10\0\0\0WAVEfmt ')],
    ['jpeg-2000', 'JP2', latin1('\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 ')],
    ['jpeg-2000', 'its codestream', latin1('\xffO\xffQ\0/')],
    ['jpeg-xl', 'JPEG XL', latin1('\0\0\0\x0cJXL \r\n\x87\n')],
    ['jpeg-xl', 'its codestream', latin1('\xff\n\xfa\x7f')],
    ['jpeg-xr', 'JPEG XR', latin1('II\xbc\x01 \0\0\0')],
    ['raw', 'CR2', latin1('II*\0\x10\0\0\0CR\x02\0')],
    ['tiff', 'DNG', latin1('II*\0\x08\0\0\0')],
    ['tiff', 'NEF', latin1('MM\0*\0\0\0\x08')],
    ['ico', 'an icon', latin1('\0\0\x01\0\x01\0  ')],
    ['psd', 'PSD', latin1('8BPS\0\x01')],
    ['bmp', 'BMP', latin1('BM6\0\x0c\0\0\0\0\x006\0\0\0')],
    ['pnm', 'PPM', latin1('P6\n# made\n640 480\n255\n')],
    ['svg', 'SVG', latin1('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">')],
    ['pdf', 'PDF', latin1('%PDF-1.7')],
    ['dicom', 'DICOM', Buffer.concat([Buffer.alloc(128), latin1('DICM')])],
    ['unknown', 'a text of two capitals', latin1('BMW is a car, not a picture')],
    ['unknown', 'a page with a drawing in it', latin1('<!doctype html><html><body><svg width="1">')],
    ['unknown', 'a text that begins like PPM', latin1('P6 is a model')],
    ['unknown', 'a text with G', latin1('Good morning')],
    ['empty', 'nothing', Buffer.alloc(0)],
  ])('%s: %s', (type, _, bytes) => {
    expect(sniff(bytes)).toBe(type);
  });
});
