import { builtInCredentials, type Credential, type Credentials } from '../wire/credentials.js';

/** The variables of an export, with the defaults of a mock on this machine. A real key is never written. */
export const exportVariables = {
  baseUrl: { value: 'http://localhost:8080', meaning: 'the server, without the path of the operation' },
  tenantCode: { value: builtInCredentials.funded.code, meaning: 'the tenant_code of a tenant with balance' },
  key: { value: builtInCredentials.funded.key, meaning: 'its key' },
  emptyTenantCode: {
    value: builtInCredentials.empty?.code ?? '',
    meaning: 'the tenant_code of a tenant without balance',
  },
  emptyKey: { value: builtInCredentials.empty?.key ?? '', meaning: 'its key' },
} as const satisfies Record<string, { readonly value: string; readonly meaning: string }>;

/** The name of a variable of an export. */
export type ExportVariable = keyof typeof exportVariables;

/** All variables, in the order of listings. */
export const exportVariableNames = Object.keys(exportVariables) as readonly ExportVariable[];

/** Whether a variable's value is a secret on a real server. */
export function isSecretVariable(name: ExportVariable): boolean {
  return name === 'key' || name === 'emptyKey';
}

/** How a request changes the value of a variable. Tools do that in a script. */
export type ValueChange = 'lower-case' | 'other-capitals' | 'cut-short';

/** A piece of a text value: literal, the value of a variable, or the refNumber that is new in each run. */
export type Piece =
  | { readonly text: string }
  | { readonly variable: ExportVariable; readonly change?: ValueChange }
  /** The number distinguishes the requests of a run. */
  | { readonly refNumber: number };

/** Private-use characters around a name, which no case contains. */
const mark = (name: string): string => `\uE000${name}\uE001`;

/** Credentials whose values stand for the variables. {@link piecesOf} finds them again. */
export const markedCredentials: Credentials = {
  funded: { code: mark('tenantCode'), key: mark('key') },
  empty: { code: mark('emptyTenantCode'), key: mark('emptyKey') },
  isBuiltIn: false,
};

/** The credential of a role that changes a value of the tenant with balance. */
export function changedCredential(part: keyof Credential, change: ValueChange): Credential {
  return { ...markedCredentials.funded, [part]: mark(`${part === 'code' ? 'tenantCode' : 'key'}:${change}`) };
}

/** The refNumber of a request, which {@link piecesOf} finds again. */
export function markedRefNumber(place: number): string {
  return mark(`refNumber:${place}`);
}

/** Splits a text at its marked values. */
export function piecesOf(value: string): readonly Piece[] {
  return value
    .split(/\uE000([^\uE001]*)\uE001/)
    .map((piece, index): Piece => (index % 2 === 0 ? { text: piece } : markedPiece(piece)))
    .filter((piece) => !('text' in piece) || piece.text !== '');
}

function markedPiece(mark: string): Piece {
  const [name = '', detail] = mark.split(':');
  if (name === 'refNumber') return { refNumber: Number(detail) };
  const variable = name as ExportVariable;
  return detail === undefined ? { variable } : { variable, change: detail as ValueChange };
}
