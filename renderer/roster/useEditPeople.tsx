import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';

/** Changes people; the notice that says so undoes it. */
export function useEditPeople(onDone: () => void) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  return useMutation(
    orpc.roster.edit.mutationOptions({
      onError: showRefusal,
      onSuccess: (undo) => {
        onDone();
        const id = notifications.show({
          autoClose: 10_000,
          message: (
            <>
              {t('people.more.edited', { count: undo.length })}{' '}
              <Button
                variant="light"
                ml="sm"
                onClick={() => {
                  client.roster
                    .edit({ edits: undo })
                    .then(() => notifications.hide(id))
                    .catch(showRefusal);
                }}
                data-testid="edit-undo"
              >
                {t('people.more.undo')}
              </Button>
            </>
          ),
        });
      },
    }),
  );
}
