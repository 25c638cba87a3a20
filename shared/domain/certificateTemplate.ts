import { z } from 'zod';

/**
 * The words of a certificate, kept in the program by version; how they are laid out is the layout's code
 * (certificateDrawing.ts), named by its number. `{program}`, `{programEn}` stand for the program's names.
 */
export const CertificateTemplate = z.object({
  layout: z.literal(1),
  title: z.string(),
  titleEn: z.string(),
  sentence: z.string(),
  sentenceEn: z.string(),
  issuer: z.string(),
  issuerEn: z.string(),
  signer: z.string(),
  signerEn: z.string(),
});
export type CertificateTemplate = z.infer<typeof CertificateTemplate>;

export const completionTemplateId = 'completion';
export const completionTemplateVersion = 1;

/** The template that comes with the app. A change of it is a new version. */
export const completionTemplate: CertificateTemplate = {
  layout: 1,
  title: '수료증',
  titleEn: 'CERTIFICATE OF COMPLETION',
  sentence: '위 사람은 {program}의 모든 과정을 성실히 이수하였기에 이 증서를 수여합니다.',
  sentenceEn:
    'This is to certify that the person named above has successfully completed all requirements of {programEn}.',
  issuer: '{program} 운영위원회',
  issuerEn: '{programEn} Organizing Committee',
  signer: '운영위원장',
  signerEn: 'Chair',
};

/** What is frozen when a certificate is issued. */
export const CertificateFields = z.object({
  name: z.string(),
  /** '' where there is none, or where it is the name itself. */
  nameLatin: z.string(),
  program: z.string(),
  programEn: z.string(),
  issuer: z.string(),
  issuerEn: z.string(),
  serial: z.string(),
  /** YYYY-MM-DD, the day of the event at its place. */
  date: z.string(),
});
export type CertificateFields = z.infer<typeof CertificateFields>;

/** Puts the program's names into a template's text. */
export function fillIn(
  text: string,
  names: { readonly program: string; readonly programEn: string },
): string {
  return text.replaceAll('{program}', names.program).replaceAll('{programEn}', names.programEn);
}

/**
 * What stands before the dash of a serial: `C5` for a program whose name counts its cohort ('5기', 'Cohort 5'), else the
 * program's own tag.
 */
export function serialPrefix(program: string, programEn: string, tag: string): string {
  const cohort = /(\d+)\s*기(?!\p{L})/u.exec(program)?.[1] ?? /\bcohort\s*(\d+)/i.exec(programEn)?.[1];
  return cohort ? `C${Number(cohort)}` : tag;
}

/** The serial of the certificate number `number` (1, 2, 3 …): `C5-0001`. */
export function serialOf(prefix: string, number: number): string {
  return `${prefix}-${String(number).padStart(4, '0')}`;
}

/** The day (YYYY-MM-DD) that a moment (UTC ms) falls on in a zone (IANA). */
export function dayIn(zone: string, at: number): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at);
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** '2024-10-18' as it stands on a certificate, in both languages. Not by Intl: a reprint must not depend on its version. */
export function writtenDate(day: string): { readonly korean: string; readonly english: string } {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return { korean: `${year}년 ${month}월 ${date}일`, english: `${months[month - 1]} ${date}, ${year}` };
}
