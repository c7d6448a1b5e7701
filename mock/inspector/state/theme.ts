import { signal } from '@preact/signals';

/** The look of the page: the system's, or the one that the reader chose. */
export type Theme = 'system' | 'light' | 'dark';

const place = 'eendigo-kit-theme';

export const theme = signal<Theme>(storedTheme());

/** Applies the stored theme. */
export function applyTheme(): void {
  const { dataset } = document.documentElement;
  if (theme.value === 'system') delete dataset['theme'];
  else dataset['theme'] = theme.value;
}

/** Chooses a theme for this browser. */
export function setTheme(next: Theme): void {
  theme.value = next;
  applyTheme();
  try {
    localStorage.setItem(place, next);
  } catch {
    // A browser may forbid it. The choice then lasts as long as the page.
  }
}

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(place);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}
