/** An XML element as text, ready to stand in another one. */
export type XmlElement = string & { readonly isXml?: true };

/** Creates an element. Attributes that are undefined are left out. Children are elements, or text from {@link xmlText}. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly XmlElement[] = [],
): XmlElement {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [` ${key}="${escapeXml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`],
  );
  const start = `<${name}${written.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${name}>`;
}

/** Escapes a text for the contents of an element. */
export function xmlText(text: string): XmlElement {
  return escapeXml(text);
}

/** Escapes what has a meaning in XML, and replaces characters that XML 1.0 does not allow. A server's text may hold any. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
