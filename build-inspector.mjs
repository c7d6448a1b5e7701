// Bundles the inspector page for the browser: one script, one style sheet.
import { readFile, writeFile } from 'node:fs/promises';
import { rolldown } from 'rolldown';

const sources = 'mock/inspector';
const target = 'dist/inspector';

/** Style sheets of the tabs: what they share, then what each has of its own. The ledger has nothing of its own. */
const ofTabs = ['area', 'content', 'cards', 'tables', 'scenarios', 'sessions', 'contract', 'profile', 'admin-api'].map(
  (name) => `tabs/${name}`,
);

/** Style sheets, in the order in which they apply. */
const styles = ['base', 'bar', 'requests', 'detail', 'answer', 'tabs', ...ofTabs, 'phone'];

/** Builds the page into `dist/inspector`. Returns the packages whose code is in the script. */
export async function buildInspector() {
  const bundle = await rolldown({
    input: { inspector: `${sources}/main.tsx` },
    platform: 'browser',
    transform: { target: 'es2022' },
  });
  const { output } = await bundle.write({ dir: target, format: 'esm', minify: true, codeSplitting: false });
  await bundle.close();
  const { pageBase, pageTokens } = await import('./dist/spec/index.js');
  const sheets = await Promise.all(styles.map((name) => readFile(`${sources}/style/${name}.css`, 'utf8')));
  await writeFile(`${target}/inspector.css`, [pageTokens, pageBase, ...sheets].join('\n'));
  return output.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []));
}
