import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { client } from '../../client';
import { useShowRefusal } from '../../ui/refusal';

/** Says what a file that was written is called, with the way to it. */
export function useSaveDocument(): (written: Promise<{ readonly document: string }>) => void {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  return (written) => {
    written.then(({ document: name }) => {
      notifications.show({
        color: 'teal',
        autoClose: 10_000,
        message: (
          <span data-testid="saved-document" data-name={name}>
            {t('editor.saved', { name })}{' '}
            <Button variant="subtle" onClick={() => client.program.showDocument({ name }).catch(showRefusal)}>
              {t('editor.showInFolder')}
            </Button>
          </span>
        ),
      });
    }, showRefusal);
  };
}
