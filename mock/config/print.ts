import type { Node, Pair, Scalar } from 'yaml';
import type { PlainSchema } from '../../spec/index.js';

import { mask } from '../schemas/mask.js';
import { optionEntries } from './options.js';
import { originInWords, type Resolved } from './resolve.js';
import { shownAddress } from './state-address.js';

/**
 * Prints a configuration as YAML with the source of each value. The output is a valid configuration file; options
 * without a value are comments. Secrets are masked unless `showSecrets` is set.
 */
export async function configAsYaml({ config, origins }: Resolved, showSecrets: boolean): Promise<string> {
  // Loaded lazily, because a running mock does not need it.
  const { Document, isMap, isScalar, isSeq } = await import('yaml');
  const lines = optionEntries.map(([name, { schema }]) => {
    const value = config[name];
    if (value === undefined) return `# ${name}: # not set\n`;
    const document = new Document({ [name]: showSecrets ? value : masked(value, schema) });
    const [pair] = isMap(document.contents) ? document.contents.items : [];
    const { key, value: node } = pair as Pair<Scalar, Node>;
    const comment = ` ${originInWords(origins[name])}`;
    // A list of words fits on one line with its comment. The comment of a longer structure comes above it.
    if (isSeq(node)) node.flow = node.items.every(isScalar);
    if (isSeq(node) && !node.flow) key.commentBefore = comment;
    else if (node) node.comment = comment;
    return document.toString({ lineWidth: 0, flowCollectionPadding: false });
  });
  return lines.join('');
}

/** Masks the values that the schema marks as secret. */
function masked(value: unknown, schema: PlainSchema): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(item, Object(schema.items)));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, masked(inner, schema.properties?.[key] ?? {})]),
    );
  if (schema['x-address'] === true && typeof value === 'string') return shownAddress(value);
  return schema['x-secret'] === true ? mask : value;
}
