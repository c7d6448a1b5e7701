import { extname } from 'node:path';
import { type CommandIo, createPaint, hasColours } from '../../spec/index.js';
import { columnsOf } from '../reports/layout.js';
import type { Drift } from './difference.js';
import { driftHtml } from './drift-html.js';
import { driftJson } from './drift-json.js';
import { driftMarkdown } from './drift-markdown.js';
import { driftLines } from './drift-text.js';

/** The forms of a drift. */
export const driftFormats = ['text', 'markdown', 'json', 'html'] as const;
export type DriftFormat = (typeof driftFormats)[number];

const extensions: Readonly<Record<string, DriftFormat>> = {
  '.html': 'html',
  '.htm': 'html',
  '.md': 'markdown',
  '.json': 'json',
};

/** The form that a file's name asks for: text unless its extension is of another one. */
export function formatOfFile(file: string): DriftFormat {
  return extensions[extname(file).toLowerCase()] ?? 'text';
}

/** Formats a drift. Text has the columns and colours of the terminal, unless it is for a file. */
export function formatDrift(drift: Drift, format: DriftFormat, io?: CommandIo): string {
  switch (format) {
    case 'text':
      return `${driftLines(drift, { columns: io ? columnsOf(io) : 80, paint: createPaint(io !== undefined && hasColours(io)) }).join('\n')}\n`;
    case 'markdown':
      return driftMarkdown(drift);
    case 'json':
      return driftJson(drift);
    case 'html':
      return driftHtml(drift);
  }
}
