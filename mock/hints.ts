import type { ReceivedPart } from './multipart/index.js';

/** What probably happened to a required part that is not there, told by what is there instead. */
export function hintForMissing(name: string, parts: readonly ReceivedPart[]): string | undefined {
  const alike = parts.find((part) => part.name !== name && plain(part.name) === plain(name));
  if (alike)
    return `there is a part called ${quoted(alike.name)}: names count letter by letter, this one is ${quoted(name)}`;
  if (parts.some((part) => part.name === ''))
    return 'there is a part without a name: give each part name="..." in its Content-Disposition';
  return undefined;
}

/** What is odd about a part that came as text, or about its value. */
export function hintForText(part: ReceivedPart): string | undefined {
  if (part.type === 'file') return 'its part has a file name: send it as a plain form field';
  const { name, value } = part;
  if (name === 'img1' || name === 'img2') {
    if (/^(data:image\/|\/9j\/|iVBORw0KGgo)/.test(value))
      return `${name} came as base64 text: send the picture's bytes as a file part`;
    return `${name} came as text: its part has no filename`;
  }
  if (/^".*"$/s.test(value)) return `${name} came in JSON quotes: send the bare value`;
  if (value !== value.trim()) return `${name} has blanks or line breaks around it`;
  return undefined;
}

/** A name without what people get wrong about it: capitals, underscores, dashes, brackets. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}

function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
