/** What some clients cannot do although they keep the contract, by name. A case names what it uses. */
export const capabilities = {
  'base-path': "sends to an address with a path before the operation's path, as UAT's /demo",
  'omitted-parts': 'leaves out optional parts',
  'empty-texts': 'accepts an empty value for an optional part',
  'multi-line-texts': 'sends texts with line breaks',
  'long-texts': 'sends texts of several thousand characters',
  'own-file-names': 'sends a picture under the file name that its caller gives',
  'non-ascii-file-names': 'sends file names beyond ASCII',
  'quoted-file-names': 'sends file names with quotes, semicolons or backslashes',
  'unchecked-pictures': 'sends pictures that break a rule of section 3; a client that checks pictures itself does not',
  'several-calls': 'makes several calls in one case, one after another, with one client',
} as const;

/** The name of a capability. */
export type Capability = keyof typeof capabilities;

/** The names of all capabilities. */
export const capabilityNames = Object.keys(capabilities) as readonly Capability[];

/** The capabilities that a client declines, each with its reason. */
export type Declined = Readonly<Partial<Record<Capability, string>>>;

/** Why a client declines a case that uses these capabilities, in one line. Undefined when it declines none of them. */
export function declinedReason(uses: readonly Capability[] = [], declined: Declined = {}): string | undefined {
  const [name] = uses.filter((capability) => declined[capability] !== undefined);
  return name && `the client declines ${name}: ${declined[name]}`;
}
