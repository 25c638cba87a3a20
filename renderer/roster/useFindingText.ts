import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { Finding as FindingSchema } from '../../shared/contract/roster';

export type Finding = z.infer<typeof FindingSchema>;

/** One requirement for one person as a sentence in the language on screen. */
export function useFindingText(): (finding: Finding) => string {
  const { t } = useTranslation();
  return ({ kind, met, done, of }) => {
    const state = met ? 'met' : of === 0 ? 'none' : 'unmet';
    return t(`people.why.${kind}.${state}`, { done, of, left: of - done });
  };
}
