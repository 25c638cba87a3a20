import { notifications } from '@mantine/notifications';
import { ORPCError } from '@orpc/client';
import { useTranslation } from 'react-i18next';
import { RefusalData } from '../../shared/contract/base';
import type { RefusalReason } from '../../shared/domain/refusal';

/** Of what a call threw, the refusal in it; anything else counts as unexpected. */
export function refusalOf(error: unknown): RefusalData {
  if (error instanceof ORPCError && error.defined) {
    const parsed = RefusalData.safeParse(error.data);
    if (parsed.success) return parsed.data;
  }
  return { reason: 'unexpected', params: {} };
}

/** Turns a refusal into its sentence in the language on screen. */
export function useRefusalSentence(): (refusal: RefusalData) => string {
  const { t } = useTranslation();
  return ({ reason, params }) => {
    const filled: Record<string, string | number> = {};
    for (const [name, value] of Object.entries(params)) {
      filled[name] = value === '' ? t('common.emptyCell') : value;
    }
    return t(`refusal.${reason}`, filled);
  };
}

/** Turns what a call threw into its sentence in the language on screen. */
export function useRefusalText(): (error: unknown) => string {
  const sentence = useRefusalSentence();
  return (error) => sentence(refusalOf(error));
}

const noticeOf = (reason: RefusalReason) => `refusal ${reason}`;

/** Shows what a call threw as a notice that stays until it is closed: one for each reason, as it was said last. */
export function useShowRefusal(): (error: unknown) => void {
  const sentence = useRefusalSentence();
  return (error) => {
    const refusal = refusalOf(error);
    const notice = {
      id: noticeOf(refusal.reason),
      color: 'red',
      message: sentence(refusal),
      autoClose: false,
    } as const;
    notifications.show(notice);
    notifications.update(notice);
  };
}

/** Takes notices away that no longer hold: they would lie over what is now to be pressed. */
export function hideRefusals(...reasons: readonly RefusalReason[]): void {
  for (const reason of reasons) notifications.hide(noticeOf(reason));
}

const brief = 6000;

/** The same for what is only said in passing, where the next command matters more: it goes by itself. */
export function useBriefRefusal(): (error: unknown) => void {
  const text = useRefusalText();
  return (error) => notifications.show({ color: 'orange', message: text(error), autoClose: brief });
}
