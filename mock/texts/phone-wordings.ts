import { defineWordings } from './wording.js';

/** How phones, emulators and simulators reach the mock. */
export const phoneWordings = defineWordings({
  guide: { en: 'docs/phones.md in the package', id: 'docs/phones.md di dalam paket' },
  baseUrls: {
    en: 'Base URLs for phones, emulators and other machines:',
    id: 'Base URL untuk ponsel, emulator, dan mesin lain:',
  },
  phone: { en: 'phone in your network', id: 'ponsel di jaringan ini' },
  noNetwork: {
    en: 'none: this machine has no address in a network.',
    id: 'tidak ada: mesin ini tidak terhubung ke jaringan.',
  },
  connectToWifi: {
    en: "Connect it to the phone's Wi-Fi, and start again.",
    id: 'Sambungkan ke Wi-Fi yang sama, lalu jalankan lagi.',
  },
  or: { en: 'or', id: 'atau' },
  iosSimulator: { en: 'iOS simulator', id: 'simulator iOS' },
  androidByUsb: { en: 'Android phone by USB', id: 'ponsel Android via USB' },
  afterAdb: {
    en: 'after adb reverse tcp:{{port}} tcp:{{port}}',
    id: 'setelah adb reverse tcp:{{port}} tcp:{{port}}',
  },
  androidEmulator: { en: 'Android emulator', id: 'emulator Android' },
  plainHttp: {
    en: "Apps refuse plain HTTP unless their debug build allows it, and a page in a phone's browser gets no camera. {{guide}} has the lines to copy. Or speak HTTPS: start with --tls --tls-ca mock-ca.crt",
    id: 'Aplikasi menolak HTTP biasa kecuali debug build-nya mengizinkan, dan halaman di browser ponsel tidak bisa memakai kamera. Baris yang perlu disalin ada di {{guide}}. Atau pakai HTTPS: jalankan dengan --tls --tls-ca mock-ca.crt',
  },
  qr: {
    en: '{{url}}: the base URL. A browser shows the inspector there.',
    id: '{{url}}: base URL. Di browser, inspector tampil di sana.',
  },
  ownCertificate: {
    en: 'A phone must trust the issuer of your certificate, and the certificate must name the host of the base URL.',
    id: 'Ponsel harus memercayai penerbit sertifikat Anda, dan sertifikat itu harus memuat host dari base URL.',
  },
  trust: {
    en: 'To trust the certificate ({{guide}} has every step):',
    id: 'Agar sertifikat dipercaya (setiap langkah ada di {{guide}}):',
  },
  trustOnPhone: {
    en: 'phone: open this, and install the file in the settings',
    id: 'ponsel: buka alamat ini, lalu instal file-nya di pengaturan',
  },
  trustInApp: {
    en: 'Android app: its debug build must trust installed certificates',
    id: 'aplikasi Android: debug build harus memercayai sertifikat yang diinstal',
  },
  endsWithRun: {
    en: 'The certificate ends with this run. To keep it: --tls-ca mock-ca.crt',
    id: 'Sertifikat ini hanya untuk kali ini. Agar tetap sama: --tls-ca mock-ca.crt',
  },
});
