import { defineWordings } from './wording.js';

/** Why a request was answered as it was, apart from what is wrong with its parts. */
export const answerWordings = defineWordings({
  nothingWrong: { en: 'nothing is wrong with the request', id: 'tidak ada yang salah dengan permintaan ini' },
  notLive: {
    en: 'the selfie shows a picture of a person',
    id: 'selfie menampilkan gambar orang, bukan orangnya langsung',
  },
  notMatched: { en: 'the pictures show different people', id: 'kedua gambar menampilkan orang yang berbeda' },
  neither: {
    en: 'different people, and a picture of a person',
    id: 'orangnya berbeda, dan selfie menampilkan gambar orang',
  },
  byHeader: {
    en: 'the header X-Mock-Scenario requested it',
    id: 'diminta lewat header X-Mock-Scenario',
  },
  byPrefer: { en: 'the header Prefer requested it', id: 'diminta lewat header Prefer' },
  byRefNumber: {
    en: 'the refNumber begins with MOCK: and its name',
    id: 'refNumber diawali MOCK: dan namanya',
  },
  byFileName: { en: 'a file has its name', id: 'ada file dengan nama itu' },
  byTenant: { en: "it is the tenant's own scenario", id: 'itu skenario milik tenant ini' },
  byQueue: { en: "it was next in the session's queue", id: 'gilirannya di antrean sesi' },
  bySession: { en: "it is the session's scenario", id: 'itu skenario sesi ini' },
  usedUp: { en: 'the balance of this tenant is used up', id: 'saldo tenant ini habis' },
  usedUpHint: {
    en: 'PUT /__admin/tenants/<code> tops it up',
    id: 'PUT /__admin/tenants/<code> mengisi ulang saldo',
  },
  wrongMethod: {
    en: 'the method is {{method}}; the document allows only {{allowed}}',
    id: 'method-nya {{method}}; dokumen hanya mengizinkan {{allowed}}',
  },
  unknownPath: {
    en: "{{path}} is not the operation's path",
    id: '{{path}} bukan path operasi ini',
  },
  unknownPathHint: { en: 'POST to {{paths}}', id: 'kirim POST ke {{paths}}' },
  or: { en: ' or ', id: ' atau ' },
  unlistedOrigin: {
    en: "the page's origin {{origin}} is not in corsOrigins, so the browser hides the answer from the page",
    id: 'origin halaman {{origin}} tidak ada di corsOrigins, jadi browser menyembunyikan jawaban dari halaman itu',
  },
  unlistedOriginHint: {
    en: 'start the mock with --cors-origins {{list}}',
    id: 'jalankan mock dengan --cors-origins {{list}}',
  },
  noOriginHint: {
    en: 'serve the page over http://, and start the mock with that origin in --cors-origins',
    id: 'sajikan halaman lewat http://, dan jalankan mock dengan origin itu di --cors-origins',
  },
  preflight: {
    en: 'the browser asks whether a page may send a request, and the origin of the page is not allowed',
    id: 'browser menanyakan apakah halaman boleh mengirim permintaan, dan origin halaman itu tidak diizinkan',
  },
});
