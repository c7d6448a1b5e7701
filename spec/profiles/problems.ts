import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { problemInWords } from '../schema-words.js';
import { type ProfileDocument, profileSchema } from './schema.js';

const schema = profileSchema();

let compiled: ValidateFunction<ProfileDocument> | undefined;

/** Compiled on first use: it takes longer than all else that a start does, and the built-in profiles need none. */
function validator(): ValidateFunction<ProfileDocument> {
  // Not held against JSON Schema's own, which takes longer than all else: it is made here, and tested.
  compiled ??= new Ajv2020({
    strict: false,
    allErrors: true,
    validateSchema: false,
    meta: false,
  }).compile<ProfileDocument>(schema);
  return compiled;
}

/** A profile file's contents, checked: the document, or what is wrong with it in one line. */
export type CheckedDocument = { readonly document: ProfileDocument } | { readonly problem: string };

/**
 * Holds the parsed contents of a profile file against the schema. A problem names the path, the value and what is
 * allowed: `decisions.status.success: "200" is a string; allowed: a whole number from 200 to 599, ...`.
 */
export function checkDocument(value: unknown): CheckedDocument {
  const validate = validator();
  if (validate(value)) return { document: value };
  // A file that was named by mistake may hold anything.
  const held = { schema: { ...schema, 'x-secret': true }, value, name: 'the profile' };
  return { problem: problemInWords(validate.errors ?? [], held) };
}
