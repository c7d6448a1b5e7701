import { visibleText } from './visible-text.js';

/** Text that Markdown and HTML show as it stands, in one line and in a cell of a table. */
export function markdownText(text: string): string {
  return visibleText(text)
    .replaceAll('\n', ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]#|>~@]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text in code font. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}
