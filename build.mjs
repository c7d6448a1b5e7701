// Bundles the sources as rolldown.config.ts says, without the table that rolldown's own command prints, and puts beside
// them what the API reference page is made of.
import { chmod, cp } from 'node:fs/promises';
import { rolldown } from 'rolldown';
import { loadConfig } from 'rolldown/config';

const { output, ...input } = await loadConfig('rolldown.config.ts');
const bundle = await rolldown(input);
await bundle.write(output);
await bundle.close();

// What npx starts: a rebuild must not take the run bit that the installation gave it.
for (const program of ['dist/bin.js', 'dist/cli.js']) await chmod(program, 0o755);

for (const file of ['LICENSE', 'NOTICE', 'swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'])
  await cp(`node_modules/swagger-ui-dist/${file}`, `dist/docs/${file}`);
