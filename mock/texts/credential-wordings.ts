import { defineWordings } from './wording.js';

/** Why a tenant_code and a key match no tenant. */
export const credentialWordings = defineWordings({
  noTenant: {
    en: 'no tenant has this tenant_code and key',
    id: 'tenant_code dan key ini tidak cocok dengan tenant mana pun',
  },
  swapped: {
    en: 'tenant_code and key are probably swapped',
    id: 'tenant_code dan key kemungkinan tertukar',
  },
  alikeCode: {
    en: 'there is a tenant {{code}}: this tenant_code differs from it only in {{difference}}',
    id: 'ada tenant {{code}}: bedanya dengan tenant_code ini hanya {{difference}}',
  },
  unknownCode: {
    en: 'no tenant has this tenant_code: GET /__admin/tenants lists the tenants',
    id: 'tidak ada tenant dengan tenant_code ini: GET /__admin/tenants menampilkan daftar tenant',
  },
  nearCode: {
    en: 'no tenant has this tenant_code; there is one named {{code}}',
    id: 'tidak ada tenant dengan tenant_code ini; ada tenant bernama {{code}}',
  },
  otherKey: {
    en: 'this is the key of the tenant {{other}}, not of {{code}}',
    id: 'ini key milik tenant {{other}}, bukan {{code}}',
  },
  alikeKey: {
    en: 'the key of {{code}} differs from this one only in {{difference}}',
    id: 'bedanya dengan key milik {{code}} hanya {{difference}}',
  },
  wrongKey: {
    en: 'the tenant {{code}} exists, but has another key: PUT /__admin/tenants/<code> sets it',
    id: 'tenant {{code}} ada, tetapi key-nya berbeda: PUT /__admin/tenants/<code> mengubahnya',
  },
  jsonQuotes: {
    en: 'the JSON quotes around it: send the bare value (Retrofit: a RequestBody, or ScalarsConverterFactory)',
    id: 'tanda kutip JSON di sekitarnya: kirim nilainya saja (Retrofit: RequestBody, atau ScalarsConverterFactory)',
  },
  capitals: {
    en: 'capitals, blanks or quotes around it, which are significant',
    id: 'huruf besar-kecil, spasi, atau tanda kutip di sekitarnya, yang tetap berpengaruh',
  },
  invisible: {
    en: 'characters that are invisible or similar to others, and are significant: retype it',
    id: 'karakter yang tidak terlihat atau mirip karakter lain, yang tetap berpengaruh: ketik ulang',
  },
  percent: {
    en: 'being percent-encoded: values of a multipart form are sent as they are',
    id: 'percent-encoding: nilai di form multipart dikirim apa adanya',
  },
  entities: {
    en: 'HTML entities: send the characters themselves',
    id: 'entity HTML: kirim karakternya langsung',
  },
  nameBefore: { en: 'the name before it: send the bare value', id: 'nama di depannya: kirim nilainya saja' },
  schemeBefore: { en: 'the scheme before it: send only the key', id: 'scheme di depannya: kirim key-nya saja' },
  pythonBytes: {
    en: "the b'...' of Python bytes: call decode() first",
    id: "b'...' dari bytes Python: panggil decode() dulu",
  },
  base64: { en: 'being in base64: send it as it is', id: 'encoding base64: kirim apa adanya' },
});
