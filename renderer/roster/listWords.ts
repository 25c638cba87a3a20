import { type PageWords, pageWords } from '../../shared/domain/pageWords';
import en from '../locales/en.json';
import ko from '../locales/ko.json';
import type { Language } from '../ui/i18n';

const words: Readonly<Record<Language, PageWords>> = {
  ko: pageWords(ko.people, 'people'),
  en: pageWords(en.people, 'people'),
};

/** What the list of people calls things, for a file that says the same. */
export function listWords(language: Language): PageWords {
  return words[language];
}
