import type { ExportFormat } from './format.js';
import { brunoFormat } from './formats/bruno.js';
import { curlFormat } from './formats/curl.js';
import { httpFormat } from './formats/http.js';
import { hurlFormat } from './formats/hurl.js';
import { postmanFormat } from './formats/postman.js';

/** The formats by the words of the command line. A new one is one entry here. */
export const exportFormats = {
  postman: postmanFormat,
  bruno: brunoFormat,
  hurl: hurlFormat,
  http: httpFormat,
  curl: curlFormat,
} as const satisfies Readonly<Record<string, ExportFormat>>;

/** The word of a format. */
export type ExportFormatName = keyof typeof exportFormats;

/** All words, in the order of listings. */
export const exportFormatNames = Object.keys(exportFormats) as readonly ExportFormatName[];
