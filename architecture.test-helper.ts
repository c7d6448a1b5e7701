import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path/posix';
import { parseAst } from 'rolldown/parseAst';

/** The imports and exports of one source file. */
export interface SourceFile {
  /** Path from the root of the repository, with `/`. */
  readonly path: string;
  /** Paths of the repository's files that it imports, including types and dynamic imports. */
  readonly imports: readonly string[];
  /** Names that it defines and exports, without re-exports. */
  readonly exports: readonly string[];
}

/**
 * The rooms of a folder, top floor first. A room is a folder, or one of the folder's own files, named without `.ts`.
 * Rooms on one floor do not import each other.
 */
export type Floors = readonly (readonly string[])[];

/** Reads source files. `paths` are relative to the root of the repository. */
export async function readSources(root: string, paths: readonly string[]): Promise<readonly SourceFile[]> {
  const known = new Set(paths);
  return Promise.all(paths.map(async (path) => sourceOf(path, await readFile(join(root, path), 'utf8'), known)));
}

/** Parses the text of one source file. `known` holds the paths of all files that can be imported. */
export function sourceOf(path: string, text: string, known: ReadonlySet<string>): SourceFile {
  const { body } = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  const specifiers = new Set<string>();
  visit(body, (node) => {
    const source = (node['source'] ?? node['argument']) as { readonly value?: unknown } | undefined;
    const names = /^(Import|Export\w*)(Declaration|Expression)$|^TSImportType$/.test(String(node['type']));
    if (names && typeof source?.value === 'string') specifiers.add(source.value);
  });
  const imports = [...specifiers].flatMap((specifier) => {
    const file = join(dirname(path), specifier).replace(/\.js$/, '');
    return specifier.startsWith('.') ? [`${file}.ts`, `${file}.tsx`].filter((candidate) => known.has(candidate)) : [];
  });
  return { path, imports, exports: body.flatMap((node) => exportedNames(node as never)) };
}

interface Node {
  readonly [key: string]: unknown;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if ('type' in value) see(value as Node);
  for (const inner of Object.values(value)) visit(inner, see);
}

interface ExportNode {
  readonly type: string;
  readonly source?: unknown;
  readonly declaration?: {
    readonly id?: { readonly name: string };
    readonly declarations?: readonly {
      readonly id: {
        readonly name?: string;
        readonly properties?: readonly { readonly key: { readonly name: string } }[];
      };
    }[];
  };
  readonly specifiers?: readonly {
    readonly local: { readonly name: string };
    readonly exported: { readonly name: string };
  }[];
}

function exportedNames({ type, source, declaration, specifiers = [] }: ExportNode): string[] {
  if (type !== 'ExportNamedDeclaration') return [];
  // A name that is passed on is not defined here, unless it is given another one.
  const named = specifiers.filter(({ local, exported }) => !source || local.name !== exported.name);
  const declared = [
    declaration?.id?.name,
    ...(declaration?.declarations ?? []).flatMap(
      ({ id }) => id.name ?? id.properties?.map(({ key }) => key.name) ?? [],
    ),
  ];
  return [...declared, ...named.map(({ exported }) => exported.name)].filter((name) => name !== undefined);
}

/** Returns one line for each import of a room on the same or a higher floor, or of a room without a floor. */
export function wrongImports(files: readonly SourceFile[], folder: string, floors: Floors): readonly string[] {
  const floorOf = (path: string): number => {
    const [first = '', ...rest] = path.slice(folder.length + 1).split('/');
    const room = rest.length === 0 ? first.replace(/\.ts$/, '') : first;
    return floors.findIndex((rooms) => rooms.includes(room));
  };
  const roomOf = (path: string): string => path.slice(folder.length + 1).split('/', 1)[0] ?? '';
  const own = files.filter(({ path }) => path.startsWith(`${folder}/`));
  return own.flatMap(({ path, imports }) => {
    if (floorOf(path) < 0) return [`${path} is in no room of ${folder}; add its room to the floors`];
    return imports
      .filter((target) => target.startsWith(`${folder}/`) && roomOf(target) !== roomOf(path))
      .filter((target) => floorOf(target) <= floorOf(path))
      .map((target) => `${path} imports ${target}, which is not below it`);
  });
}

/** Returns one line for each name that two files export. */
export function repeatedExports(files: readonly SourceFile[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { path, exports } of files)
    for (const name of exports) places.set(name, [...(places.get(name) ?? []), path]);
  return [...places].filter(([, paths]) => paths.length > 1).map(([name, paths]) => `${name}: ${paths.join(', ')}`);
}
