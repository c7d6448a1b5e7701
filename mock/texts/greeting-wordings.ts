import { defineWordings } from './wording.js';

/** What the mock prints at its start, below the line with its address. */
export const greetingWordings = defineWordings({
  tenants: { en: 'Tenants:', id: 'Tenant:' },
  tenant: {
    en: 'tenant_code {{code}}  key {{key}}  balance {{balance}}',
    id: 'tenant_code {{code}}  key {{key}}  saldo {{balance}}',
  },
  always: { en: 'always {{scenario}}', id: 'selalu {{scenario}}' },
  tryIt: { en: 'Try it in a second terminal:', id: 'Coba di terminal kedua:' },
  inspector: {
    en: 'See each request, and what to change in it: {{url}}',
    id: 'Lihat setiap permintaan, dan apa yang perlu diubah: {{url}}',
  },
  docs: {
    en: 'Read the contract, and try it in a form: {{url}}',
    id: 'Baca kontraknya, dan coba lewat form: {{url}}',
  },
  force: {
    en: "Force an answer: add -H 'X-Mock-Scenario: liveness-error' to the call.",
    id: "Memaksa jawaban tertentu: tambahkan -H 'X-Mock-Scenario: liveness-error'.",
  },
  below: { en: 'Requests appear below: {{legend}}', id: 'Permintaan muncul di bawah: {{legend}}' },
  end: { en: 'Ctrl-C ends it.', id: 'Ctrl-C untuk berhenti.' },
  signedByKept: {
    en: 'The certificate is signed by the kept certificate authority, valid until {{until}}, SHA-256 {{digest}}',
    id: 'Sertifikat ditandatangani certificate authority yang disimpan, berlaku sampai {{until}}, SHA-256 {{digest}}',
  },
  signedByNew: {
    en: 'The certificate is signed by a certificate authority of this run, valid until {{until}}, SHA-256 {{digest}}',
    id: 'Sertifikat ditandatangani certificate authority sekali pakai, berlaku sampai {{until}}, SHA-256 {{digest}}',
  },
  trustNew: {
    en: 'To let clients trust it, start with --tls-ca mock-ca.crt, and give them that file: curl --cacert mock-ca.crt, NODE_EXTRA_CA_CERTS=mock-ca.crt',
    id: 'Agar client memercayainya, jalankan dengan --tls-ca mock-ca.crt, lalu berikan file itu: curl --cacert mock-ca.crt, NODE_EXTRA_CA_CERTS=mock-ca.crt',
  },
  trustFile: {
    en: 'To let clients trust it, give them {{file}}: curl --cacert {{argument}}, NODE_EXTRA_CA_CERTS={{argument}}',
    id: 'Agar client memercayainya, berikan {{file}}: curl --cacert {{argument}}, NODE_EXTRA_CA_CERTS={{argument}}',
  },
});
