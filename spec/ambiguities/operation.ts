import type { Ambiguity } from '../register.js';

/** The conditions of a call: versions, environments, time and limits. */
export const operationAmbiguities: readonly Ambiguity[] = [
  {
    id: 'api-version',
    section: 'cover',
    row: 'Version 1.00',
    question: 'Is 1.00 the version of the document or of the API, and how are changes announced?',
    readings: [
      {
        id: 'document',
        text: 'It is the version of the document.',
        argument: 'It is on the cover, and the addresses have no version.',
      },
      {
        id: 'api',
        text: 'It is the version of the API.',
        argument: 'The title on the cover is the documentation of that API.',
      },
    ],
    default: 'document',
    why: 'No call shows a version.',
    undecidable: 'No address, header or body carries a version.',
    unprobed: 'No answer carries a version.',
    vendorQuestion: {
      en: 'Is version 1.00 of September 2022 the current version of the documentation, and how are changes to the API announced?',
      id: 'Apakah versi 1.00 bulan September 2022 merupakan versi dokumentasi yang terbaru, dan bagaimana perubahan API diinformasikan?',
    },
  },
  {
    id: 'uat-and-production',
    section: '1',
    row: 'Url Prod',
    question: 'Do production and UAT behave the same?',
    readings: [
      {
        id: 'alike',
        text: 'They differ only in address, credentials and balance.',
        argument: 'The document describes one API with two addresses.',
      },
      {
        id: 'simulated',
        text: 'UAT returns invented results.',
        argument: 'Its address says "demo".',
      },
    ],
    default: 'alike',
    why: 'The document does not distinguish them.',
    undecidable: 'A learned profile for each environment can record the differences.',
    unprobed: 'It needs the same run on production, which the kit rejects unless the user names production explicitly.',
    vendorQuestion: {
      en: 'Do UAT and Production behave in the same way (validation, limits, threshold, error responses), and does UAT really check the faces?',
      id: 'Apakah UAT dan Production berperilaku sama (validasi, batasan, threshold, response gagal), dan apakah UAT benar-benar melakukan pemeriksaan wajah?',
    },
  },
  {
    id: 'time-out',
    section: '2',
    row: 'Request & Response',
    question: 'How long can a response take?',
    readings: [
      {
        id: 'unstated',
        text: 'The service promises no time; a client sets its own limit.',
        argument: 'The document says nothing about time.',
      },
      {
        id: 'gateway-limit',
        text: 'A gateway ends a call after a time limit, often 30 or 60 seconds.',
        argument: 'Common practice for services behind a gateway.',
      },
    ],
    default: 'unstated',
    why: 'The document supports no other reading.',
    undecidable: 'A fault (delay) sets the time, not the contract.',
    unprobed: 'A run measures how long its calls take. It cannot find the maximum.',
    vendorQuestion: {
      en: 'How long does a call take on average and at most, and which time-out do you recommend for the client?',
      id: 'Berapa lama waktu proses rata-rata dan maksimum untuk satu pemanggilan, dan berapa time-out yang disarankan pada sisi klien?',
    },
  },
  {
    id: 'rate-limit',
    section: '2',
    row: 'Request & Response',
    question: 'How many calls may a client make at once, or per minute?',
    readings: [
      {
        id: 'unlimited',
        text: 'Only the balance limits them.',
        argument: 'The document names no other limit.',
      },
      {
        id: 'limited',
        text: 'A limit exists, and the service answers HTTP 429 or a gateway rejects the call.',
        argument: 'Common practice for public services.',
      },
    ],
    default: 'unlimited',
    why: 'A client cannot obey an unstated limit. A fault can simulate HTTP 429.',
    undecidable: 'No documented kind covers it.',
    unprobed: 'Finding the limit would require a load test of a foreign service.',
    vendorQuestion: {
      en: 'Is there a limit on the number of calls per second or on parallel calls, and what is answered when it is exceeded?',
      id: 'Apakah ada batas jumlah pemanggilan per detik atau pemanggilan paralel, dan response apa yang dikirim apabila batas tersebut terlampaui?',
    },
  },
  {
    id: 'transport-security',
    section: '1',
    row: 'Url Prod',
    question: 'Which versions of TLS are accepted, is plain HTTP rejected, and are callers restricted by address?',
    readings: [
      {
        id: 'https-only',
        text: 'HTTPS with current versions, from any address.',
        argument: 'Both addresses start with https, and the document requires only key and tenant code.',
      },
      {
        id: 'allow-list',
        text: 'Callers must be registered by their IP address as well.',
        argument: 'Common practice when companies exchange identity data.',
      },
    ],
    default: 'https-only',
    why: 'The document says no more.',
    undecidable: 'It takes effect before the request is read.',
    unprobed: 'It takes effect before the request is read, and is outside the scope of a contract test.',
    vendorQuestion: {
      en: 'Which TLS versions are supported, are plain HTTP calls refused, and must our IP addresses be registered?',
      id: 'Versi TLS apa saja yang didukung, apakah pemanggilan melalui HTTP biasa ditolak, dan apakah alamat IP kami perlu didaftarkan?',
    },
  },
  {
    id: 'redirect',
    section: '1',
    row: 'Url Prod',
    question: 'Can a response redirect to another address?',
    readings: [
      {
        id: 'never',
        text: 'The called address answers itself; a client follows no redirect.',
        argument: 'The document gives two complete addresses, and none of its kinds is a redirect.',
      },
      {
        id: 'may-move',
        text: 'The service may redirect a call to another address, with pictures and key.',
        argument: 'Common practice when a service moves, or for plain HTTP to HTTPS.',
      },
    ],
    default: 'never',
    why: 'The key is a secret and the pictures are identity documents. A client sends them only to the documented hosts.',
    undecidable: 'A fault in the transport simulates it under any profile.',
    vendorQuestion: {
      en: 'Can a call to the documented addresses be answered with a redirect (HTTP 301, 302, 307, 308), and to which hosts?',
      id: 'Apakah pemanggilan ke alamat pada dokumentasi dapat dijawab dengan redirect (HTTP 301, 302, 307, 308), dan ke host mana saja?',
    },
  },
];
