import type { FileLanguage } from '../../shared/domain/ownFiles';
import type { ReadDb } from '../store/db';
import { requireMeta } from '../store/meta';

/** What documents are called, in either language. */
const words = {
  badges: { ko: '명찰', en: 'badges' },
  badge: { ko: '명찰', en: 'badge' },
  scannerSheet: { ko: '스캐너 시험지', en: 'Scanner test sheet' },
  register: { ko: '발급 대장', en: 'register of certificates' },
  leftovers: { ko: '남은 수료증', en: 'certificates left' },
  labels: { ko: '우편 라벨', en: 'address labels' },
  rundown: { ko: '큐시트', en: 'rundown' },
  cueSheet: { ko: '큐시트', en: 'cue sheet' },
  report: { ko: '계획과 실제', en: 'plan and actual' },
  proof: { ko: '교정', en: 'proof' },
  beforeRestore: { ko: '(복원 전)', en: '(before going back)' },
} as const satisfies Readonly<Record<string, Readonly<Record<FileLanguage, string>>>>;

export function documentWord(word: keyof typeof words, language: FileLanguage): string {
  return words[word][language];
}

/** Of a text that the program holds in two languages the one asked for; the other where it is empty. */
export function inEither(korean: string, english: string, language: FileLanguage): string {
  return language === 'ko' ? korean || english : english || korean;
}

/** The program's name in a language. */
export function programTitle(db: ReadDb, language: FileLanguage): string {
  return inEither(requireMeta(db, 'program.name'), requireMeta(db, 'program.nameEn'), language);
}
