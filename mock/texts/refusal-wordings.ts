import { defineWordings } from './wording.js';

/** Why the mock rejected or ended a connection or a request. The client gets the English text. */
export const refusalWordings = defineWordings({
  slowHeaders: {
    en: 'the headers timed out; send them faster, or raise headersTimeout',
    id: 'header terlalu lambat; kirim lebih cepat, atau naikkan headersTimeout',
  },
  largeHeaders: {
    en: 'the headers exceed the limit; send fewer or shorter ones, or raise headerBytes',
    id: 'header melebihi batas; kirim lebih sedikit atau lebih pendek, atau naikkan headerBytes',
  },
  manyHeaders: {
    en: 'the request has too many headers; send fewer, or raise headers',
    id: 'header permintaan terlalu banyak; kirim lebih sedikit, atau naikkan headers',
  },
  noHost: {
    en: 'the request has no Host header, which HTTP/1.1 requires; send one',
    id: 'permintaan tidak punya header Host, yang wajib di HTTP/1.1; kirim header itu',
  },
  slowBody: {
    en: 'the body timed out; send it faster, or raise bodyTimeout',
    id: 'body terlalu lambat; kirim lebih cepat, atau naikkan bodyTimeout',
  },
  endlessBody: {
    en: 'the body exceeds the limit; send less, or raise bodyBytes',
    id: 'body melebihi batas; kirim lebih kecil, atau naikkan bodyBytes',
  },
  manyConnections: {
    en: 'too many connections are open; close unused ones, or raise connections',
    id: 'terlalu banyak koneksi terbuka; tutup yang tidak dipakai, atau naikkan connections',
  },
  mockEnded: {
    en: 'the mock stopped and cut off the request',
    id: 'mock berhenti dan memutus permintaan',
  },
  noTls: {
    en: 'this mock does not speak TLS; use http://, or start the mock with --tls',
    id: 'mock ini tidak memakai TLS; pakai http://, atau jalankan mock dengan --tls',
  },
  noHttp: {
    en: 'the bytes are not an HTTP request: {{reason}}',
    id: 'byte-nya bukan permintaan HTTP: {{reason}}',
  },
  unparsable: { en: 'they cannot be parsed', id: 'tidak bisa di-parse' },
  plainHttp: {
    en: 'a client used http://, but this mock speaks TLS; use https://',
    id: 'client memakai http://, padahal mock ini memakai TLS; pakai https://',
  },
  slowHandshake: {
    en: 'a TLS handshake timed out; complete it faster, or raise headersTimeout',
    id: 'handshake TLS terlalu lambat; selesaikan lebih cepat, atau naikkan headersTimeout',
  },
  untrusted: {
    en: "a client does not trust the mock's certificate; add it to the client's trusted certificates",
    id: 'client tidak memercayai sertifikat mock; tambahkan ke sertifikat tepercaya di client',
  },
  failedHandshake: { en: 'a TLS handshake failed ({{code}})', id: 'handshake TLS gagal ({{code}})' },
});
