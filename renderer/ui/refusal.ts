import { notifications } from '@mantine/notifications';
import { ORPCError } from '@orpc/client';
import { useTranslation } from 'react-i18next';
import { RefusalData } from '../../shared/contract/base';

/** Of what a call threw, the refusal in it; anything else counts as unexpected. */
export function refusalOf(error: unknown): RefusalData {
  if (error instanceof ORPCError && error.defined) {
    const parsed = RefusalData.safeParse(error.data);
    if (parsed.success) return parsed.data;
  }
  return { reason: 'unexpected', params: {} };
}

/** Turns what a call threw into its sentence in the language on screen. */
export function useRefusalText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    const { reason, params } = refusalOf(error);
    return t(`refusal.${reason}`, params);
  };
}

/** Shows what a call threw as a notice that stays until it is closed. */
export function useShowRefusal(): (error: unknown) => void {
  const text = useRefusalText();
  return (error) => notifications.show({ color: 'red', message: text(error), autoClose: false });
}
