/** A secret that is shorter is found only where it is a word, because its letters occur in other words. */
export const shortestInWords = 4;

/** A secret as it stands, in JSON, in HTML, in an address, in base64 and in hexadecimal digits. */
export function writingsOf(secret: string): readonly string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const html = secret
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  const address = encodeURIComponent(secret);
  const encoded = secret.length < shortestInWords ? [] : [...base64Of(secret), Buffer.from(secret).toString('hex')];
  return [
    ...new Set([
      secret,
      json,
      json.replaceAll('/', '\\/'),
      ascii,
      ascii.replaceAll('/', '\\/'),
      html,
      html.replaceAll("'", '&#39;'),
      html.replaceAll("'", '&apos;'),
      address,
      address.replaceAll('%20', '+'),
      address.replaceAll("'", '%27'),
      ...encoded,
    ]),
  ];
}

/** The shortest base64 of a secret inside a longer text that is searched for. Shorter ones occur by chance. */
const shortestInside = 8;

/** A secret in base64: alone, in the alphabet of addresses, and inside a longer text at each of the three positions. */
function base64Of(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const alone = bytes.toString('base64').replace(/=+$/, '');
  // The first and the last letters also hold bits of the neighbours.
  const inside = [0, 1, 2].map((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const length = Math.floor(((before + bytes.length) * 8) / 6);
    return whole.slice(Math.ceil((before * 8) / 6), length);
  });
  return [alone, ...inside.filter((text) => text.length >= shortestInside)].flatMap((text) => [
    text,
    text.replaceAll('+', '-').replaceAll('/', '_'),
    text.replaceAll('/', '\\/'),
    encodeURIComponent(text),
  ]);
}
