import type { Node, Pair, Scalar } from 'yaml';
import type { PlainSchema } from '../../spec/index.js';

import { mask } from '../schemas/mask.js';
import { optionEntries } from './options.js';
import { originInWords, type Resolved } from './resolve.js';

/**
 * A configuration as YAML that says behind each value where it comes from. It is a configuration file itself: what has
 * no value stands there as a comment. Secrets are masked unless they are asked for.
 */
export async function configAsYaml({ config, origins }: Resolved, showSecrets: boolean): Promise<string> {
  // Not at the start of a mock, which has no use for it.
  const { Document, isMap, isScalar, isSeq } = await import('yaml');
  const lines = optionEntries.map(([name, { schema }]) => {
    const value = config[name];
    if (value === undefined) return `# ${name}: # not set\n`;
    const document = new Document({ [name]: showSecrets ? value : masked(value, schema) });
    const [pair] = isMap(document.contents) ? document.contents.items : [];
    const { key, value: node } = pair as Pair<Scalar, Node>;
    const comment = ` ${originInWords(origins[name])}`;
    // A list of words stays on its line, so that the comment can stand behind it; a longer structure has it above.
    if (isSeq(node)) node.flow = node.items.every(isScalar);
    if (isSeq(node) && !node.flow) key.commentBefore = comment;
    else if (node) node.comment = comment;
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
  });
  return lines.join('');
}

/** A value with the mask in place of all that its schema calls a secret. */
function masked(value: unknown, schema: PlainSchema): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, Object(schema.items)));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, masked(inner, schema.properties?.[key] ?? {})]),
    );
  return schema['x-secret'] === true ? mask : value;
}
