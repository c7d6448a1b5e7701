import { bySection, sectionTitles } from './ambiguity-pages.js';
import { cover } from './document.js';
import type { Ambiguity, Place } from './register.js';

/** The section numbers in the questions. The document's cover has no number. */
const sectionNumbers: Readonly<Record<Place['section'], string>> = {
  cover: '0',
  contents: '0',
  '1': '1',
  '2': '2',
  '3': '3',
  '3.1': '3.1',
  '3.2': '3.2',
};

const blank = '_'.repeat(40);

/**
 * Writes the open questions as a letter to the vendor in Markdown: an introduction, then each question in English and
 * Indonesian, numbered by the document's sections, with space for the answer. It can be sent unchanged.
 *
 * @param sender the name for the line "From"; absent, the letter has a line to fill in
 */
export function vendorPacket(ambiguities: readonly Ambiguity[], sender: string = blank): string {
  const sections = bySection(ambiguities);
  const numbered = sections.flatMap(([section, entries]) =>
    entries.map((entry, index) => ({ section, entry, number: `${sectionNumbers[section]}.${index + 1}` })),
  );
  const title = `"${cover.title}", version ${cover.version} (${cover.published})`;
  return [
    `# Questions on the API documentation ${title}`,
    `*Pertanyaan mengenai dokumentasi API "${cover.title}", versi ${cover.version} (September 2022)*`,
    `**To / Kepada:** ${cover.vendor}, API support / tim dukungan API  \n**From / Dari:** ${sender}`,
    `Dear ${cover.vendor} team,`,
    `We are integrating your API "${cover.title}" and work from its documentation, version ${cover.version} of ` +
      `${cover.published}. While preparing our tests, we found places that can be read in more than one way. ` +
      'We would like to build on your answers rather than on our own assumptions. ' +
      `Below are ${numbered.length} questions, numbered by the sections of the documentation. Each is in English and ` +
      'in Indonesian. Please write your answer under the question, in either language; a few words are enough. ' +
      'If newer documentation answers a question, a reference to it is enough.',
    'Thank you for your help.',
    'Yth. Tim Eendigo,',
    `Kami sedang melakukan integrasi dengan API "${cover.title}" berdasarkan dokumentasi versi ${cover.version} bulan ` +
      'September 2022. Saat menyiapkan pengujian, kami menemukan beberapa bagian yang dapat ditafsirkan lebih dari satu ' +
      'cara. Kami ingin mengacu pada jawaban resmi dari Tim Eendigo, bukan pada asumsi kami sendiri. ' +
      `Berikut ${numbered.length} pertanyaan yang diberi nomor sesuai bagian pada dokumentasi. Setiap pertanyaan ditulis ` +
      'dalam bahasa Inggris dan bahasa Indonesia. Mohon jawabannya dituliskan di bawah setiap pertanyaan, dalam salah ' +
      'satu dari kedua bahasa tersebut; jawaban singkat sudah cukup. Apabila dokumentasi yang lebih baru sudah memuat ' +
      'jawabannya, cukup dicantumkan rujukannya.',
    'Atas bantuan dan kerja samanya, kami ucapkan terima kasih.',
    ...sections.flatMap(([section]) => [
      `## ${section === 'cover' ? 'Cover / Sampul' : `Section / Bagian ${sectionTitles[section]}`}`,
      ...numbered.filter((one) => one.section === section).map(({ entry, number }) => formatQuestion(entry, number)),
    ]),
    `Kind regards / Hormat kami,\n\n${sender}`,
    '---',
    `<sub>For our own records / Untuk catatan kami: ${numbered.map(({ entry, number }) => `${number} ${entry.id}`).join(' · ')}</sub>`,
  ].join('\n\n');
}

function formatQuestion({ vendorQuestion: ask, row }: Ambiguity, number: string): string {
  return [`### ${number} ${row}`, `**EN:** ${ask.en}`, `**ID:** ${ask.id}`, 'Answer / Jawaban:', blank, blank].join(
    '\n\n',
  );
}
