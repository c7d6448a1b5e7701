/**
 * The look that every page of the kit shares, as CSS custom properties: colours by verdict and by kind of answer, spacing
 * and type, light and dark. Texts in these colours have a contrast of at least 4.5 on the ground and on a card.
 */
export const pageTokens = `
:root {
  color-scheme: light dark;
  --ground: #f6f5f1; --card: #ffffff; --sunk: #f0eee8; --ink: #1d1d1b; --soft: #5c5a54; --line: #dddbd3; --link: #1a5796;
  --passed: #1a6b3c; --failed: #b3261e; --inconclusive: #7d5200; --known: #0b6271; --error: #8a2a8a; --skipped: #5c5a54;
  --removed: #d9f0df; --added: #fbdcd9;
  --kind-success: #2e7d4f; --kind-insufficient-balance: #6b6b12; --kind-parameter-invalid: #8a5a00;
  --kind-invalid-credentials: #0b6271; --kind-image-too-large: #7a3b8f; --kind-face-compare-error: #b3372e;
  --kind-liveness-error: #1f5fa8;
  --space-1: 0.25rem; --space-2: 0.5rem; --space-3: 0.75rem; --space-4: 1rem; --space-5: 1.5rem; --space-6: 2.5rem;
  --radius: 8px;
  --text: 16px/1.5 system-ui, sans-serif; --code: 0.85rem/1.5 ui-monospace, 'Cascadia Mono', 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #1b1b1a; --card: #262625; --sunk: #1f1f1e; --ink: #ecebe6; --soft: #b0aea6; --line: #444440; --link: #8ab8f0;
    --passed: #6fd197; --failed: #ff978e; --inconclusive: #e8b44f; --known: #62c8d6; --error: #e39be3; --skipped: #b0aea6;
    --removed: #1d4a2d; --added: #5f221e;
    --kind-success: #6fd197; --kind-insufficient-balance: #cfcf5f; --kind-parameter-invalid: #e8b44f;
    --kind-invalid-credentials: #62c8d6; --kind-image-too-large: #cf9be0; --kind-face-compare-error: #ff978e;
    --kind-liveness-error: #8ab8f0;
  }
}
`;
