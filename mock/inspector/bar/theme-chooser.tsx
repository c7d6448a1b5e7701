import { setTheme, type Theme, theme } from '../state/theme.js';

const themes: Readonly<Record<Theme, string>> = { system: 'System look', light: 'Light', dark: 'Dark' };

/** Chooses light or dark. */
export function ThemeChooser() {
  return (
    <select
      aria-label="Light or dark"
      value={theme.value}
      onChange={({ currentTarget }) => setTheme(currentTarget.value as Theme)}
    >
      {Object.entries(themes).map(([name, label]) => (
        <option key={name} value={name}>
          {label}
        </option>
      ))}
    </select>
  );
}
