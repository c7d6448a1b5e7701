import { styleText } from 'node:util';
import type { CommandIo } from './command-io.js';

/** A colour or another style of text in a terminal. */
export type Style = Parameters<typeof styleText>[0];

/** Gives a text a style, or returns it unchanged where the output has no colours. */
export type Paint = (style: Style, text: string) => string;

/** Creates the painter of an output. */
export function createPaint(hasColours: boolean): Paint {
  return (style, text) => (hasColours && text !== '' ? styleText(style, text, { validateStream: false }) : text);
}

/**
 * Whether standard output gets colours: as `FORCE_COLOR` says, else not with `NO_COLOR`, else on a terminal that is not
 * `dumb`.
 */
export function hasColours({ env, outIsTty }: Pick<CommandIo, 'env' | 'outIsTty'>): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = env;
  if (forced !== undefined) return !['0', 'false'].includes(forced);
  return outIsTty === true && terminal !== 'dumb' && (refused === undefined || refused === '');
}
