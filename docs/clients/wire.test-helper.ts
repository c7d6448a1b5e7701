/** A request as a client puts it on the wire. */
export interface Wire {
  readonly contentType: string;
  readonly body: Buffer;
}

/** The bytes of the two pictures. */
export interface Pictures {
  readonly selfie: Buffer;
  readonly ktp: Buffer;
}

/** What a page's programs send: the call, and each of its three mistakes in order. */
export interface PageWires {
  readonly call: Wire;
  readonly mistakes: readonly [Wire, Wire, Wire];
}

/** A part of a form: its header lines, and its content. */
interface Part {
  readonly head: readonly string[];
  readonly content: Buffer | string;
}

interface FormStyle {
  /** The Content-Type, if it is not the one with the boundary. */
  readonly contentType?: string;
  readonly lineEnd?: string;
  readonly lastLine?: string;
}

const boundary = '3f2c4711-boundary';

/** Writes a form. A style is a deviation from the standard form. */
function form(parts: readonly Part[], style: FormStyle = {}): Wire {
  const { lineEnd = '\r\n', lastLine = `--${boundary}--`, contentType } = style;
  const pieces = parts.flatMap(({ head, content }) => [
    [`--${boundary}`, ...head, '', ''].join(lineEnd),
    content,
    lineEnd,
  ]);
  return {
    contentType: contentType ?? `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...pieces, lastLine, lineEnd].map((piece) => Buffer.from(piece))),
  };
}

const urlEncoded = (values: Readonly<Record<string, string>>): Wire => ({
  contentType: 'application/x-www-form-urlencoded',
  body: Buffer.from(new URLSearchParams(values).toString()),
});

const values = { key: 'ADINS_key1234', tenant_code: 'AIT', refNumber: 'REF1' } as const;

/** Returns the text parts. `headOf` gives the header lines of one, `written` its value. */
const texts = (headOf: (name: string) => readonly string[], written = (value: string) => value): readonly Part[] =>
  Object.entries(values).map(([name, value]) => ({ head: headOf(name), content: written(value) }));

const named = (name: string, ...more: readonly string[]): readonly string[] => [
  `Content-Disposition: form-data; name="${name}"`,
  ...more,
];
const namedFile = (name: string, filename: string): readonly string[] => [
  `Content-Disposition: form-data; name="${name}"; filename="${filename}"`,
  'Content-Type: image/jpeg',
];

/** OkHttp below Retrofit states the length of each part; Retrofit states the encoding. */
function kotlin({ selfie, ktp }: Pictures): PageWires {
  const img1 = { head: namedFile('img1', 'selfie-good.jpg'), content: selfie };
  const img2 = { head: namedFile('img2', 'ktp-good.jpg'), content: ktp };
  const binary = 'Content-Transfer-Encoding: binary';
  const plain = texts((name) => named(name, binary));
  const quoted = texts(
    (name) => named(name, binary, 'Content-Type: application/json; charset=UTF-8'),
    (value) => JSON.stringify(value),
  );
  const nameless = (name: string, content: Buffer): Part => ({
    head: named(name, binary, 'Content-Type: image/jpeg', `Content-Length: ${content.length}`),
    content,
  });
  return {
    call: form([img1, img2, ...plain]),
    mistakes: [
      form([img1, img2, ...quoted]),
      urlEncoded({ img1: selfie.toString('base64'), img2: ktp.toString('base64'), ...values }),
      form([nameless('img1', selfie), nameless('img2', ktp), ...plain]),
    ],
  };
}

/** .NET quotes the boundary and no name, and gives each text a type. */
function csharp({ selfie, ktp }: Pictures): PageWires {
  const quoted = `multipart/form-data; boundary="${boundary}"`;
  const text = (name: string): readonly string[] => [
    'Content-Type: text/plain; charset=utf-8',
    `Content-Disposition: form-data; name=${name}`,
  ];
  const file = (name: string, filename: string): readonly string[] => [
    `Content-Disposition: form-data; name=${name}; filename=${filename}; filename*=utf-8''${filename}`,
  ];
  const img1 = { head: file('img1', 'selfie.jpg'), content: selfie };
  const img2 = { head: file('img2', 'ktp.jpg'), content: ktp };
  return {
    call: form([img1, img2, ...texts(text)], { contentType: quoted }),
    mistakes: [
      form([{ head: ['Content-Disposition: form-data'], content: selfie }, img2, ...texts(text)], {
        contentType: quoted,
      }),
      form([{ head: text('img1'), content: selfie.toString('base64') }, img2, ...texts(text)], { contentType: quoted }),
      form([img1, img2, ...texts(text)], { contentType: 'multipart/form-data' }),
    ],
  };
}

/** Both packages write header names in small letters; `http` writes the texts first. */
function dart({ selfie, ktp }: Pictures): PageWires {
  const text = (name: string): readonly string[] => [`content-disposition: form-data; name="${name}"`];
  const file = (name: string, filename: string): readonly string[] => [
    'content-type: image/jpeg',
    `content-disposition: form-data; name="${name}"; filename="${filename}"`,
  ];
  const img1 = { head: file('img1', 'selfie-good.jpg'), content: selfie };
  const img2 = { head: file('img2', 'ktp-good.jpg'), content: ktp };
  const nameless = { head: ['content-type: application/octet-stream', ...text('img1')], content: selfie };
  return {
    call: form([...texts(text), img1, img2]),
    mistakes: [
      form([{ head: text('img1'), content: "File: 'selfie-good.jpg'" }, ...texts(text), img2]),
      form([{ head: text('img1'), content: selfie.toString('base64') }, ...texts(text), img2]),
      form([...texts(text), nameless, img2]),
    ],
  };
}

/** The program on the page writes these bytes itself. */
function swift({ selfie, ktp }: Pictures): PageWires {
  const img1 = { head: namedFile('img1', 'selfie.jpg'), content: selfie };
  const img2 = { head: namedFile('img2', 'ktp.jpg'), content: ktp };
  const plain = texts((name) => named(name));
  return {
    call: form([img1, img2, ...plain]),
    mistakes: [
      form([img1, img2, ...plain], { lineEnd: '\n' }),
      form([img1, img2, ...plain], { lastLine: `--${boundary}` }),
      form([{ head: named('img1'), content: selfie }, img2, ...plain]),
    ],
  };
}

/** React Native states the length of each part on Android. */
function reactNative({ selfie, ktp }: Pictures): PageWires {
  const part = (name: string, content: Buffer | string, ...more: readonly string[]): Part => ({
    head: [`content-disposition: form-data; name="${name}"`, ...more, `Content-Length: ${content.length}`],
    content,
  });
  const file = (name: string, filename: string, content: Buffer): Part => ({
    head: [
      `content-disposition: form-data; name="${name}"; filename="${filename}"`,
      'Content-Type: image/jpeg',
      `Content-Length: ${content.length}`,
    ],
    content,
  });
  const img1 = file('img1', 'selfie.jpg', selfie);
  const img2 = file('img2', 'ktp.jpg', ktp);
  const plain = Object.entries(values).map(([name, value]) => part(name, value));
  const uri = 'file:///data/user/0/com.example/cache/ImagePicker/4c9d6c1e.jpg';
  return {
    call: form([img1, img2, ...plain]),
    mistakes: [
      form([part('img1', uri), img2, ...plain]),
      form([part('img1', selfie, 'Content-Type: image/jpeg'), img2, ...plain]),
      form([part('img1', selfie.toString('base64')), img2, ...plain]),
    ],
  };
}

/** What the programs send whose languages do not run here, by page. */
export const wiresByPage: Readonly<Record<string, (pictures: Pictures) => PageWires>> = {
  'csharp.md': csharp,
  'dart.md': dart,
  'kotlin.md': kotlin,
  'react-native.md': reactNative,
  'swift.md': swift,
};
