import { useTranslation } from 'react-i18next';
import type { HeldBack } from '../../shared/contract/certificates';
import { assertNever } from '../../shared/domain/assertNever';
import { fieldCatalogue } from '../../shared/domain/certificateFields';
import { useLanguage } from '../ui/i18n';

/** A character and its code, so that one can tell it although nothing draws it. */
export function withCode(character: string): string {
  const codes = [...character].map(
    (part) => `U+${(part.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `${character} (${codes.join(' ')})`;
}

/** The labels of fields, in the language on screen. */
export function useFieldLabels(): (names: readonly string[]) => string {
  const language = useLanguage();
  return (names) =>
    fieldCatalogue
      .filter(({ name }) => names.includes(name))
      .map(({ label }) => label[language])
      .join(', ');
}

/** Why a certificate can't be made, as a sentence. */
export function useProblemText(): (problem: HeldBack) => string {
  const { t } = useTranslation();
  const labels = useFieldLabels();
  return (problem) => {
    switch (problem.kind) {
      case 'glyphs':
        return t('certificates.missingGlyphs', { characters: problem.characters.map(withCode).join(', ') });
      case 'tooLong':
        return t('certificates.tooLong');
      case 'empty':
        return t('certificates.emptyFields', { fields: labels(problem.fields) });
      case 'unknownField':
        return t('certificates.unknownField', {
          names: problem.names.map((name) => `{${name}}`).join(', '),
        });
      default:
        return assertNever(problem);
    }
  };
}
