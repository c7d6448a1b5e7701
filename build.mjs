// Bundles the sources with rolldown.config.ts. Copies the licences of bundled packages, and the files of the API reference
// page. It replaces rolldown's command, which prints a long table.
import { chmod, cp, readdir } from 'node:fs/promises';
import { rolldown } from 'rolldown';
import { loadConfig } from 'rolldown/config';
import { buildInspector } from './build-inspector.mjs';

const { output, ...input } = await loadConfig('rolldown.config.ts');
const bundle = await rolldown(input);
const { output: chunks } = await bundle.write(output);
await bundle.close();

// npx starts these files. A rebuild must keep the executable bit that the installation set.
for (const program of ['dist/bin.js', 'dist/cli.js']) await chmod(program, 0o755);

const modules = [
  ...chunks.flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : [])),
  ...(await buildInspector()),
];
const bundled = modules.flatMap((id) => /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1] ?? []);
for (const name of new Set(bundled)) {
  const licence = (await readdir(`node_modules/${name}`)).find((file) => /^licen[cs]e/i.test(file));
  if (licence === undefined) throw new Error(`${name} is bundled but has no licence file; leave it a package`);
  await cp(`node_modules/${name}/${licence}`, `dist/licences/${name}`);
}

for (const file of ['LICENSE', 'NOTICE', 'swagger-ui.css', 'swagger-ui-bundle.js'])
  await cp(`node_modules/swagger-ui-dist/${file}`, `dist/docs/${file}`);
