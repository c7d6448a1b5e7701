// Bundles the sources with rolldown.config.ts, without the table that rolldown's command prints, and copies the files of
// the API reference page.
import { chmod, cp } from 'node:fs/promises';
import { rolldown } from 'rolldown';
import { loadConfig } from 'rolldown/config';

const { output, ...input } = await loadConfig('rolldown.config.ts');
const bundle = await rolldown(input);
await bundle.write(output);
await bundle.close();

// npx starts these files. A rebuild must keep the executable bit that the installation set.
for (const program of ['dist/bin.js', 'dist/cli.js']) await chmod(program, 0o755);

for (const file of ['LICENSE', 'NOTICE', 'swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'])
  await cp(`node_modules/swagger-ui-dist/${file}`, `dist/docs/${file}`);
