import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json';
import ko from '../locales/ko.json';

export type Language = 'ko' | 'en';

const stored = localStorage.getItem('language');

void i18next.use(initReactI18next).init({
  resources: { ko: { translation: ko }, en: { translation: en } },
  lng: stored === 'en' ? 'en' : 'ko',
  fallbackLng: false,
  interpolation: { escapeValue: false },
});
document.documentElement.lang = i18next.language;

export function setLanguage(language: Language): void {
  localStorage.setItem('language', language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

// Another window of the app follows the language chosen in this one.
window.addEventListener('storage', (event) => {
  if (event.key === 'language' && (event.newValue === 'ko' || event.newValue === 'en'))
    setLanguage(event.newValue);
});

function onChange(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

const language = (): Language => (i18next.language === 'en' ? 'en' : 'ko');

/** The language on screen. Every row of a list asks: it costs next to nothing. */
export function useLanguage(): Language {
  return useSyncExternalStore(onChange, language);
}

const chosen = {
  ko: (korean: string, english: string) => korean || english,
  en: (korean: string, english: string) => english || korean,
} as const;

/** Of a text that the program holds in two languages, the one on screen; the other where it is empty. */
export function useBilingual(): (korean: string, english: string) => string {
  return chosen[useLanguage()];
}
