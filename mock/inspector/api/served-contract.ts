/** The parts of the served OpenAPI document that the page reads. */
export interface ServedContract {
  readonly 'x-profile'?: string;
  readonly 'x-decisions'?: unknown;
  readonly info: { readonly title: string; readonly description?: string };
  readonly servers: readonly {
    readonly url: string;
    readonly description?: string;
    readonly 'x-environment'?: string;
  }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ServedOperation>>>>;
}

/** An operation of the contract. */
export interface ServedOperation {
  readonly summary?: string;
  readonly requestBody?: {
    readonly content: {
      readonly 'multipart/form-data'?: {
        readonly schema: {
          readonly required?: readonly string[];
          readonly properties?: Readonly<Record<string, ServedPart>>;
        };
      };
    };
  };
}

/** A part of the contract, as a property of the form. */
export interface ServedPart {
  readonly description?: string;
  readonly contentMediaType?: string;
  readonly minLength?: number;
  readonly examples?: readonly string[];
  readonly 'x-picture'?: PictureBounds;
}

/** The limits on a picture. */
export interface PictureBounds {
  readonly section: string;
  readonly minimum: { readonly width: number; readonly height: number };
  readonly maximum: { readonly width: number; readonly height: number };
  readonly maximumBytes: number;
  readonly minimumPixels: number;
  readonly extensions: readonly string[];
}

/** A part of the contract with its name. */
export interface ServedFormPart {
  readonly name: string;
  readonly isFile: boolean;
  readonly isRequired: boolean;
  readonly description: string;
  readonly example: string | undefined;
  /** The section of the document that describes it. */
  readonly section: string;
  readonly bounds: PictureBounds | undefined;
}

/** The operation of the contract: where clients send requests, and their parts. */
export interface ContractOperation {
  readonly method: string;
  readonly path: string;
  /** What may stand before the path, e.g. `` and `/demo`, as full paths below this mock. */
  readonly bases: readonly string[];
  readonly parts: readonly ServedFormPart[];
}

/** Returns the operation of a served contract. */
export function operationOf({ paths, servers }: ServedContract): ContractOperation {
  const [[path = '', methods = {}] = []] = Object.entries(paths);
  const [[method = 'post', operation] = []] = Object.entries(methods).filter(([, { requestBody }]) => requestBody);
  const { required = [], properties = {} } = operation?.requestBody?.content['multipart/form-data']?.schema ?? {};
  return {
    method: method.toUpperCase(),
    path,
    bases: servers.filter((server) => server['x-environment'] === 'mock').map(({ url }) => url.replace(/\/$/, '')),
    parts: Object.entries(properties).map(([name, part]) => ({
      name,
      isFile: part['x-picture'] !== undefined || part.contentMediaType !== undefined,
      isRequired: required.includes(name),
      description: part.description ?? '',
      example: part.examples?.[0],
      section: part['x-picture']?.section ?? '1',
      bounds: part['x-picture'],
    })),
  };
}
