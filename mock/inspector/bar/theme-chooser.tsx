import { setTheme, type Theme, theme } from '../state/theme.js';

const themes: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

/** Chooses light or dark. */
export function ThemeChooser() {
  return (
    <label class="field">
      <span>Look</span>
      <select value={theme.value} onChange={({ currentTarget }) => setTheme(currentTarget.value as Theme)}>
        {Object.entries(themes).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
