import { type ResponseKind, responseKinds } from './vocabulary.js';

/** A colour on a light ground, and on a dark one. */
export type TokenColour = readonly [light: string, dark: string];

/**
 * The colours of a page by name. `on-colour` is for text on a ground of a verdict's or a kind's colour; `removed` and
 * `added` mark a difference behind text in `ink`.
 */
export const tokenColours = {
  ground: ['#f6f5f1', '#1b1b1a'],
  card: ['#ffffff', '#262625'],
  sunk: ['#f0eee8', '#1f1f1e'],
  ink: ['#1d1d1b', '#ecebe6'],
  soft: ['#5c5a54', '#b0aea6'],
  line: ['#dddbd3', '#444440'],
  link: ['#1a5796', '#8ab8f0'],
  'on-colour': ['#ffffff', '#1b1b1a'],
  passed: ['#1a6b3c', '#6fd197'],
  failed: ['#b3261e', '#ff978e'],
  inconclusive: ['#7d5200', '#e8b44f'],
  known: ['#0b6271', '#62c8d6'],
  error: ['#8a2a8a', '#e39be3'],
  skipped: ['#5c5a54', '#b0aea6'],
  removed: ['#d9f0df', '#1d4a2d'],
  added: ['#fbdcd9', '#5f221e'],
} as const satisfies Readonly<Record<string, TokenColour>>;

/** The colour of each kind of answer. Pages use it as `--kind-<kind>`, the picture of a contact sheet as it is. */
export const kindColours: Readonly<Record<ResponseKind, TokenColour>> = {
  success: ['#28744a', '#6fd197'],
  'insufficient-balance': ['#62620f', '#cfcf5f'],
  'parameter-invalid': ['#815100', '#e8b44f'],
  'invalid-credentials': ['#0b6271', '#62c8d6'],
  'image-too-large': ['#7a3b8f', '#cf9be0'],
  'face-compare-error': ['#b3372e', '#ff978e'],
  'liveness-error': ['#1f5fa8', '#8ab8f0'],
};

const colours: readonly (readonly [name: string, colour: TokenColour])[] = [
  ...Object.entries(tokenColours),
  ...responseKinds.map((kind) => [`kind-${kind}`, kindColours[kind]] as const),
];

const coloursOn = (ground: 0 | 1): string => colours.map(([name, colour]) => `--${name}: ${colour[ground]};`).join(' ');

/**
 * The look that every page of the kit shares, as CSS custom properties: colours by verdict and by kind of answer, spacing
 * and type. Light or dark is the reader's setting, unless the page sets `data-theme` on its root. Texts in these colours
 * have a contrast of at least 4.5 on the ground, on a card and on a sunk ground.
 */
export const pageTokens = `
:root {
  color-scheme: light dark; ${coloursOn(0)}
  --space-1: 0.25rem; --space-2: 0.5rem; --space-3: 0.75rem; --space-4: 1rem; --space-5: 1.5rem; --space-6: 2.5rem;
  --radius: 8px; --shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 4px 16px rgb(0 0 0 / 10%);
  --text: 16px/1.5 system-ui, sans-serif; --code: 0.85rem/1.5 ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace;
  --small: 0.875rem; --tiny: 0.8125rem;
}
@media (prefers-color-scheme: dark) { :root:not([data-theme='light']) { ${coloursOn(1)} } }
:root[data-theme='light'] { color-scheme: light; }
:root[data-theme='dark'] { color-scheme: dark; ${coloursOn(1)} }
`;

/**
 * What the elements of every page look like, after `pageTokens`: ground, text, headings, links, code, focus. `.badge` is a
 * label in the colour that `.kind-<kind>` sets as `--kind`.
 */
export const pageBase = `
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: var(--text); overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: var(--space-6) 0 var(--space-3); font-size: 1.25rem; }
h3 { margin: 0 0 var(--space-2); font-size: 1rem; }
p { margin: var(--space-2) 0; max-width: 75ch; }
a { color: var(--link); }
figure { margin: 0; }
code, pre, kbd { font: var(--code); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
[hidden] { display: none !important; }
${responseKinds.map((kind) => `.kind-${kind} { --kind: var(--kind-${kind}); }`).join('\n')}
.badge { display: inline-block; padding: 0 0.6rem; border-radius: 99px; background: var(--kind); color: var(--on-colour); font-size: var(--tiny); font-weight: 600; }
`;
