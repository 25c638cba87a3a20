import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
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

/** The language on screen. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === 'en' ? 'en' : 'ko';
}

/** Of a text that the program holds in two languages, the one on screen; the other where it is empty. */
export function useBilingual(): (korean: string, english: string) => string {
  const language = useLanguage();
  return (korean, english) => (language === 'ko' ? korean || english : english || korean);
}
