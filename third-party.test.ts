import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (file: string): string => readFileSync(join(import.meta.dirname, file), 'utf8');

/** A package in the lock file. */
interface LockedPackage {
  readonly version: string;
  readonly license?: string;
  readonly optional?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock: Readonly<Record<string, LockedPackage>> = JSON.parse(read('package-lock.json')).packages;

/** Returns the place of a package that the one in the folder `from` requires: the nearest `node_modules` that has it. */
function placeOf(name: string, from: string): string | undefined {
  const place = `${from}node_modules/${name}`;
  if (place in lock) return place;
  return from === '' ? undefined : placeOf(name, from.slice(0, from.lastIndexOf('node_modules/')));
}

/** Returns the places of packages, and of all that they require. */
function closureOf(names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string): void => {
    const place = placeOf(name, from);
    if (place === undefined || found.has(place)) return;
    found.add(place);
    const { dependencies = {}, optionalDependencies = {} } = lock[place] ?? {};
    for (const next of [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]) visit(next, `${place}/`);
  };
  for (const name of names) visit(name, '');
  return found;
}

const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** The packages whose code or files the build puts into `dist/`. */
function bundled(): readonly string[] {
  const names = readdirSync(join(import.meta.dirname, 'dist', 'licences'), { recursive: true, encoding: 'utf8' });
  const packages = names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => existsSync(join('node_modules', name, 'package.json')));
  return [...packages, 'swagger-ui-dist'].toSorted();
}

/** Name, version and licence of each package, once. */
const factsOf = (places: Iterable<string>): readonly (readonly string[])[] => {
  const lines = [...places].map((place) => {
    const { version, license } = lock[place] ?? {};
    if (license === undefined)
      throw new Error(`${place} names no licence; read its files, and decide whether the kit may ship it`);
    return `${nameOf(place)}\t${version}\t${license}`;
  });
  return [...new Set(lines)].toSorted().map((line) => line.split('\t'));
};

const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
const installed = closureOf(Object.keys(dependencies));
const inImage = closureOf(['ioredis']);
const inPackage = bundled().map((name) => `node_modules/${name}`);

function table(places: Iterable<string>): string {
  const rows = [['package', 'version', 'licence'], ...factsOf(places)];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  return [lines[0], `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...lines.slice(1)].join('\n');
}

test('THIRD-PARTY.md lists what is shipped, and the licence of each', async () => {
  const text = `# Third-party software

\`npm run generate\` writes this list from the lock file. The kit itself has the licence MIT.

## In the package

The build copies these into \`dist/\`. Their licences are in \`dist/licences\` and \`dist/docs\`.

${table(inPackage)}

## Installed with the package

npm fetches these with the kit, and the Docker image carries them. Of packages for one platform only its own is installed.
The image also carries Node.js and the packages of its Debian base; its SBOM lists all of them.

${table(installed)}

## In the image alone

The client for state on a Valkey or Redis server.

${table([...inImage].filter((place) => !installed.has(place)))}
`;
  await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'THIRD-PARTY.md'));
});

test('every licence of what is shipped is one that the dependency review allows', () => {
  const { jobs } = parse(read(join('.github', 'workflows', 'dependency-review.yml')));
  const allowed: readonly string[] = jobs.review.steps.at(-1).with['allow-licenses'].split(', ');
  expect(allowed).toEqual(allowed.toSorted());
  const used = factsOf([...installed, ...inImage, ...inPackage]).map(([, , licence = '']) => licence);
  const parts = used.flatMap((licence) => licence.replaceAll(/[()]/g, '').split(/ (?:AND|OR) /));
  expect(parts.filter((licence) => !allowed.includes(licence))).toEqual([]);
});
