import { describe, expect, test } from 'vitest';
import { kindColours, pageBase, pageTokens, type TokenColour, tokenColours } from './page-tokens.js';
import { responseKinds } from './vocabulary.js';

const names = ['ink', 'soft', 'link', 'passed', 'failed', 'inconclusive', 'known', 'error', 'skipped'] as const;
const texts: readonly (readonly [string, TokenColour])[] = [
  ...names.map((name) => [name, tokenColours[name]] as const),
  ...Object.entries(kindColours),
];

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('on a %s ground', (_, theme) => {
  test.each(texts)('a text in the colour %s is read on ground, card and sunk ground', (_name, colour) => {
    for (const ground of ['ground', 'card', 'sunk'] as const)
      expect(contrast(colour[theme], tokenColours[ground][theme]), ground).toBeGreaterThanOrEqual(4.5);
  });

  test.each(texts.slice(3))('a label on the colour %s is read', (_name, colour) => {
    expect(contrast(tokenColours['on-colour'][theme], colour[theme])).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['removed', 'added'] as const)('a text that is marked as %s is read', (mark) => {
    expect(contrast(tokenColours.ink[theme], tokenColours[mark][theme])).toBeGreaterThanOrEqual(4.5);
  });

  test('no two kinds of answer have one colour', () => {
    const colours = responseKinds.map((kind) => kindColours[kind][theme]);
    expect(new Set(colours).size).toBe(responseKinds.length);
  });
});

test('every custom property that the base uses is a token, or one that a kind sets', () => {
  const used = [...pageBase.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name);
  const set = [...`${pageTokens}${pageBase}`.matchAll(/(--[\w-]+):/g)].map(([, name]) => name);
  expect(used.filter((name) => !set.includes(name))).toEqual([]);
});

test("the reader's setting decides between light and dark, and a page can override it either way", () => {
  const dark = `--ink: ${tokenColours.ink[1]};`;
  expect(pageTokens).toContain(`@media (prefers-color-scheme: dark) { :root:not([data-theme='light']) {`);
  expect(pageTokens.match(/^:root\[data-theme='dark'\].*$/m)?.[0]).toContain(dark);
  expect(pageTokens.split(dark)).toHaveLength(3);
});

/** Contrast of two colours by WCAG 2.2, from 1 to 21. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
