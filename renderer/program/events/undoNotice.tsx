import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useShowRefusal } from '../../ui/refusal';

let last: string | undefined;

/** Says what was done, with the button that undoes it; in place of what was said before, so that none waits for its turn. */
export function useUndoNotice(): (message: string, undo: () => Promise<unknown>) => void {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  return (message, undo) => {
    if (last !== undefined) notifications.hide(last);
    const id = notifications.show({
      autoClose: 12_000,
      message: (
        <span data-testid="undo-notice">
          {message}{' '}
          <Button
            variant="light"
            ml="sm"
            onClick={() => {
              undo()
                .then(() => notifications.hide(id))
                .catch(showRefusal);
            }}
            data-testid="undo-notice-undo"
          >
            {t('people.more.undo')}
          </Button>
        </span>
      ),
    });
    last = id;
  };
}
