import type { Ambiguity } from '../register.js';

/** What surrounds a call: versions, environments, time and limits. */
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
        argument: 'It stands on the cover, and the addresses have no version.',
      },
      {
        id: 'api',
        text: 'It is the version of the API.',
        argument: 'The cover is titled as the documentation of that API.',
      },
    ],
    default: 'document',
    why: 'No call can tell a version.',
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
    question: 'Do production and UAT behave alike?',
    readings: [
      {
        id: 'alike',
        text: 'They differ in address, credentials and balance only.',
        argument: 'The document describes one API with two addresses.',
      },
      {
        id: 'simulated',
        text: 'UAT gives made-up results.',
        argument: 'Its address says "demo".',
      },
    ],
    default: 'alike',
    why: 'The document makes no difference.',
    undecidable: 'What differs would be kept as one learned profile for each.',
    unprobed: 'It would take the same run on production, which the kit does not do unless it is allowed by name.',
    vendorQuestion: {
      en: 'Do UAT and Production behave in the same way (validation, limits, threshold, error responses), and does UAT really check the faces?',
      id: 'Apakah UAT dan Production berperilaku sama (validasi, batasan, threshold, response gagal), dan apakah UAT benar-benar melakukan pemeriksaan wajah?',
    },
  },
  {
    id: 'time-out',
    section: '2',
    row: 'Request & Response',
    question: 'How long can an answer take?',
    readings: [
      {
        id: 'unstated',
        text: 'No time is promised; a client sets its own limit.',
        argument: 'The document says nothing about time.',
      },
      {
        id: 'gateway-limit',
        text: 'A gateway ends a call after some time, often 30 or 60 seconds.',
        argument: 'Common practice for services behind a gateway.',
      },
    ],
    default: 'unstated',
    why: 'Nothing else can be derived.',
    undecidable: 'Time is set by faults (delay), not by the contract.',
    unprobed: 'A run notes how long its calls took; it cannot show how long one can take.',
    vendorQuestion: {
      en: 'How long does a call take on average and at most, and which time-out do you recommend for the client?',
      id: 'Berapa lama waktu proses rata-rata dan maksimum untuk satu pemanggilan, dan berapa time-out yang disarankan pada sisi klien?',
    },
  },
  {
    id: 'rate-limit',
    section: '2',
    row: 'Request & Response',
    question: 'How many calls may be made at once or in a minute?',
    readings: [
      {
        id: 'unlimited',
        text: 'No limit but the balance.',
        argument: 'The document names the balance as the only limit to calls.',
      },
      {
        id: 'limited',
        text: 'A limit exists and is answered with HTTP 429 or by a gateway.',
        argument: 'Common practice for public services.',
      },
    ],
    default: 'unlimited',
    why: 'A limit that is not stated cannot be kept; an HTTP 429 can be tried as a fault.',
    undecidable: 'No documented kind speaks of it.',
    unprobed: 'Finding the limit would mean loading a service that is not ours.',
    vendorQuestion: {
      en: 'Is there a limit on the number of calls per second or on parallel calls, and what is answered when it is exceeded?',
      id: 'Apakah ada batas jumlah pemanggilan per detik atau pemanggilan paralel, dan response apa yang dikirim apabila batas tersebut terlampaui?',
    },
  },
  {
    id: 'transport-security',
    section: '1',
    row: 'Url Prod',
    question: 'Which versions of TLS are accepted, is plain HTTP refused, and are callers restricted by address?',
    readings: [
      {
        id: 'https-only',
        text: 'HTTPS with the versions of today, from anywhere.',
        argument: 'Both addresses begin with https, and the document asks for key and tenant code alone.',
      },
      {
        id: 'allow-list',
        text: 'Callers must be registered by their IP address as well.',
        argument: 'Common practice where identity data are exchanged between companies.',
      },
    ],
    default: 'https-only',
    why: 'It is all that the document says.',
    undecidable: 'It is settled before a request is read.',
    unprobed: 'It is settled before a request is read, and trying it out is not the business of a contract test.',
    vendorQuestion: {
      en: 'Which TLS versions are supported, are plain HTTP calls refused, and must our IP addresses be registered?',
      id: 'Versi TLS apa saja yang didukung, apakah pemanggilan melalui HTTP biasa ditolak, dan apakah alamat IP kami perlu didaftarkan?',
    },
  },
  {
    id: 'redirect',
    section: '1',
    row: 'Url Prod',
    question: 'Can the answer be a redirect to another address?',
    readings: [
      {
        id: 'never',
        text: 'A call is answered where it was made; a client follows no redirect.',
        argument: 'The document names two addresses in full, and none of its kinds is a redirect.',
      },
      {
        id: 'may-move',
        text: 'A call may be sent on to another address, with pictures and key.',
        argument: 'Common practice where a service moves, or where plain HTTP is led to HTTPS.',
      },
    ],
    default: 'never',
    why: 'The key is a secret and the pictures are identity documents: they go to no host that the document does not name.',
    undecidable: 'A fault of the transport does it, whatever the profile says.',
    vendorQuestion: {
      en: 'Can a call to the documented addresses be answered with a redirect (HTTP 301, 302, 307, 308), and to which hosts?',
      id: 'Apakah pemanggilan ke alamat pada dokumentasi dapat dijawab dengan redirect (HTTP 301, 302, 307, 308), dan ke host mana saja?',
    },
  },
];
