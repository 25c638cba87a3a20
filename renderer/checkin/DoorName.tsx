import { Button, Group, TextInput, UnstyledButton } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, isStation } from '../client';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import classes from './DoorName.module.css';

/** Which door this machine stands at; pressed, it can be named anew. */
export function DoorName() {
  const { t } = useTranslation();
  const { door } = useProgram();
  const showRefusal = useShowRefusal();
  const [name, setName] = useState<string>();
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const next = name?.trim();
    if (!next) return;
    client.program.nameDoor({ door: next }).then(() => setName(undefined), showRefusal);
  };
  // Another machine's browser stands at the door that it was paired for.
  if (isStation) return <span className={classes.name ?? ''}>{t('door.door', { door })}</span>;
  if (name === undefined) {
    return (
      <UnstyledButton className={classes.name ?? ''} onClick={() => setName(door)} data-testid="door-name">
        {t('door.door', { door })}
        <IconPencil size={18} aria-label={t('door.rename')} />
      </UnstyledButton>
    );
  }
  return (
    <form onSubmit={save}>
      <Group gap="xs" wrap="nowrap" mt={4}>
        <TextInput
          aria-label={t('door.rename')}
          value={name}
          maxLength={40}
          autoFocus
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setName(undefined);
          }}
          data-testid="door-name-input"
        />
        <Button type="submit" disabled={name.trim() === ''} data-testid="door-name-save">
          {t('common.save')}
        </Button>
      </Group>
    </form>
  );
}
