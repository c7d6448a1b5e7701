/** Where the page is served. */
export interface PageAddress {
  /** Path at which the mock is mounted: empty, or e.g. `/vendor`. */
  readonly root: string;
  /** The session in the path; undefined for the default session. */
  readonly session: string | undefined;
}

/** Parses the path of the page: `/`, `/__admin` or `/s/<id>/__admin`, below any mount path. */
export function parsePageAddress(pathname: string): PageAddress {
  const inSession = /^(.*)\/s\/([^/]+)\/__admin\/?$/.exec(pathname);
  if (inSession) return { root: inSession[1] ?? '', session: decodeURIComponent(inSession[2] ?? '') };
  return { root: pathname.replace(/(\/__admin)?\/?$/, ''), session: undefined };
}

/** Returns the path of the inspector of a session. */
export function inspectorPath({ root }: PageAddress, session: string | undefined): string {
  return session === undefined ? `${root}/__admin` : `${root}/s/${encodeURIComponent(session)}/__admin`;
}

/** Returns the path of an address of the admin API, with the session of the page. */
export function adminPath({ root, session }: PageAddress, path: string): string {
  if (session === undefined) return `${root}/__admin${path}`;
  return `${root}/__admin${path}${path.includes('?') ? '&' : '?'}session=${encodeURIComponent(session)}`;
}

/** Returns the path below which the operation answers in the session of the page. */
export function operationRoot({ root, session }: PageAddress): string {
  return session === undefined ? root : `${root}/s/${encodeURIComponent(session)}`;
}
