import { z } from 'zod';

/** What is frozen of a person when a certificate is issued: what the fields of a template are filled with. '' where there is none. */
export const CertificateFields = z.object({
  name: z.string(),
  /** '' also where it is the name itself. */
  nameLatin: z.string(),
  affiliation: z.string().default(''),
  team: z.string().default(''),
  /** Parts of the course finished and in all, `5/5`. */
  courses: z.string().default(''),
  coursesEn: z.string().default(''),
  competition: z.string().default(''),
  competitionEn: z.string().default(''),
  project: z.string().default(''),
  award: z.string().default(''),
  awardEn: z.string().default(''),
  honours: z.string().default(''),
  honoursEn: z.string().default(''),
  program: z.string(),
  programEn: z.string(),
  event: z.string().default(''),
  eventEn: z.string().default(''),
  issuer: z.string(),
  issuerEn: z.string(),
  signer: z.string().default(''),
  signerEn: z.string().default(''),
  serial: z.string(),
  /** YYYY-MM-DD, the day of the event at its place. */
  date: z.string(),
});
export type CertificateFields = z.infer<typeof CertificateFields>;

/** Where a field's value comes from, which is how the list of fields is grouped. */
export type FieldSource = 'person' | 'tracks' | 'program' | 'certificate';

interface FieldEntry {
  readonly source: FieldSource;
  readonly label: { readonly ko: string; readonly en: string };
  readonly value: (fields: CertificateFields) => string;
}

/** Every field that a template may name, in the order in which they are offered. */
const catalogue = {
  name: { source: 'person', label: { ko: '이름', en: 'Name' }, value: (f) => f.name },
  nameLatin: {
    source: 'person',
    label: { ko: '로마자 이름', en: 'Name in Latin letters' },
    value: (f) => f.nameLatin,
  },
  affiliation: { source: 'person', label: { ko: '소속', en: 'Affiliation' }, value: (f) => f.affiliation },
  team: { source: 'person', label: { ko: '팀', en: 'Team' }, value: (f) => f.team },
  courses: { source: 'tracks', label: { ko: '강의', en: 'Courses (Korean)' }, value: (f) => f.courses },
  coursesEn: { source: 'tracks', label: { ko: '강의 (영문)', en: 'Courses' }, value: (f) => f.coursesEn },
  competition: {
    source: 'tracks',
    label: { ko: '대회', en: 'Competition (Korean)' },
    value: (f) => f.competition,
  },
  competitionEn: {
    source: 'tracks',
    label: { ko: '대회 (영문)', en: 'Competition' },
    value: (f) => f.competitionEn,
  },
  project: { source: 'tracks', label: { ko: '프로젝트 이름', en: 'Project title' }, value: (f) => f.project },
  award: {
    source: 'tracks',
    label: { ko: '프로젝트 상', en: 'Project award (Korean)' },
    value: (f) => f.award,
  },
  awardEn: {
    source: 'tracks',
    label: { ko: '프로젝트 상 (영문)', en: 'Project award' },
    value: (f) => f.awardEn,
  },
  honours: { source: 'tracks', label: { ko: '우수 내용', en: 'Honours (Korean)' }, value: (f) => f.honours },
  honoursEn: {
    source: 'tracks',
    label: { ko: '우수 내용 (영문)', en: 'Honours' },
    value: (f) => f.honoursEn,
  },
  program: { source: 'program', label: { ko: '프로그램', en: 'Program (Korean)' }, value: (f) => f.program },
  programEn: {
    source: 'program',
    label: { ko: '프로그램 (영문)', en: 'Program' },
    value: (f) => f.programEn,
  },
  event: { source: 'program', label: { ko: '일정', en: 'Event (Korean)' }, value: (f) => f.event },
  eventEn: { source: 'program', label: { ko: '일정 (영문)', en: 'Event' }, value: (f) => f.eventEn },
  issuer: { source: 'program', label: { ko: '발급 기관', en: 'Issuer (Korean)' }, value: (f) => f.issuer },
  issuerEn: { source: 'program', label: { ko: '발급 기관 (영문)', en: 'Issuer' }, value: (f) => f.issuerEn },
  signer: { source: 'program', label: { ko: '서명하는 이', en: 'Signer (Korean)' }, value: (f) => f.signer },
  signerEn: {
    source: 'program',
    label: { ko: '서명하는 이 (영문)', en: 'Signer' },
    value: (f) => f.signerEn,
  },
  serial: { source: 'certificate', label: { ko: '번호', en: 'Serial number' }, value: (f) => f.serial },
  date: {
    source: 'certificate',
    label: { ko: '날짜 (2024년 10월 18일)', en: 'Date (2024년 10월 18일)' },
    value: (f) => writtenDate(f.date).korean,
  },
  dateEn: {
    source: 'certificate',
    label: { ko: '날짜 (October 18, 2024)', en: 'Date (October 18, 2024)' },
    value: (f) => writtenDate(f.date).english,
  },
  dateDots: {
    source: 'certificate',
    label: { ko: '날짜 (2024. 10. 18.)', en: 'Date (2024. 10. 18.)' },
    value: (f) => writtenDate(f.date).dotted,
  },
  dateIso: {
    source: 'certificate',
    label: { ko: '날짜 (2024-10-18)', en: 'Date (2024-10-18)' },
    value: (f) => f.date,
  },
} as const satisfies Readonly<Record<string, FieldEntry>>;

export type FieldName = keyof typeof catalogue;

/** A field as it is offered: its name in braces, and what it is called in both languages. */
export interface FieldOffer {
  readonly name: FieldName;
  readonly source: FieldSource;
  readonly label: { readonly ko: string; readonly en: string };
}

function isField(name: string): name is FieldName {
  return Object.hasOwn(catalogue, name);
}

export const fieldNames: readonly FieldName[] = Object.keys(catalogue).filter(isField);

export const fieldCatalogue: readonly FieldOffer[] = fieldNames.map((name) => ({
  name,
  source: catalogue[name].source,
  label: catalogue[name].label,
}));

const pattern = /\{([A-Za-z]+)\}/g;

/** The fields that a text names, each once; and what stands in braces and is none. */
export function fieldsIn(text: string): {
  readonly known: readonly FieldName[];
  readonly unknown: readonly string[];
} {
  const names = [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))];
  return { known: names.filter(isField), unknown: names.filter((name) => !isField(name)) };
}

/** Of the fields that a text names, those without a value. */
export function emptyFields(text: string, fields: CertificateFields): readonly FieldName[] {
  return fieldsIn(text).known.filter((name) => catalogue[name].value(fields).trim() === '');
}

/** The text with its fields filled in. What is in braces and no field stays as it is. */
export function fillIn(text: string, fields: CertificateFields): string {
  return text.replace(pattern, (whole, name: string) =>
    isField(name) ? catalogue[name].value(fields) : whole,
  );
}

/** Puts the program's names into words of the template that are a field's value themselves. */
export function fillWords(
  text: string,
  names: { readonly program: string; readonly programEn: string },
): string {
  return text.replaceAll('{program}', names.program).replaceAll('{programEn}', names.programEn);
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

/** '2024-10-18' as it stands on a certificate. Not by Intl: a reprint must not depend on its version. */
export function writtenDate(day: string): {
  readonly korean: string;
  readonly english: string;
  readonly dotted: string;
} {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return {
    korean: `${year}년 ${month}월 ${date}일`,
    english: `${months[month - 1]} ${date}, ${year}`,
    dotted: `${year}. ${month}. ${date}.`,
  };
}
