import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useShowRefusal } from '../ui/refusal';

/** The button for a new program, and the question for its names; where it is kept the system's dialog asks. */
export function NewProgram() {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState('');
  const [nameEn, setNameEn] = useState('');
  const showRefusal = useShowRefusal();
  const create = useMutation(
    orpc.program.create.mutationOptions({
      onError: showRefusal,
      onSuccess: (made) => {
        if (made) setAsking(false);
      },
    }),
  );
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)} data-testid="new-program">
        {t('program.new')}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title={t('program.newTitle')} centered>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            create.mutate({ name: name.trim(), nameEn: nameEn.trim() });
          }}
        >
          <Stack>
            <TextInput
              label={t('program.name')}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              maxLength={200}
              required
              data-autofocus
            />
            <TextInput
              label={t('program.nameEn')}
              value={nameEn}
              onChange={(e) => setNameEn(e.currentTarget.value)}
              maxLength={200}
            />
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
              {t('program.choosePlace')}
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
