import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useProgram } from '../ui/program';
import { useShowRefusal } from '../ui/refusal';
import { NewProgram } from './NewProgram';
import classes from './ProgramPage.module.css';

/** The program's names, to be changed in place, and the ways to another program. */
export function ProgramNames() {
  const { t } = useTranslation();
  const program = useProgram();
  const showRefusal = useShowRefusal();
  const [edited, setEdited] = useState<{ readonly name: string; readonly nameEn: string }>();
  const { name, nameEn } = edited ?? program;
  const rename = useMutation(
    orpc.program.rename.mutationOptions({ onError: showRefusal, onSuccess: () => setEdited(undefined) }),
  );
  const open = useMutation(orpc.program.open.mutationOptions({ onError: showRefusal }));
  const changed = edited !== undefined && (name !== program.name || nameEn !== program.nameEn);
  return (
    <form
      className={classes.card}
      onSubmit={(event) => {
        event.preventDefault();
        rename.mutate({ name: name.trim(), nameEn: nameEn.trim() });
      }}
    >
      <h2 className={classes.heading}>{t('program.names')}</h2>
      <TextInput
        label={t('program.name')}
        value={name}
        onChange={(e) => setEdited({ name: e.currentTarget.value, nameEn })}
        maxLength={200}
        data-testid="program-name"
      />
      <TextInput
        label={t('program.nameEn')}
        value={nameEn}
        onChange={(e) => setEdited({ name, nameEn: e.currentTarget.value })}
        maxLength={200}
        data-testid="program-name-en"
      />
      <p className={classes.hint}>{t('program.file', { file: program.file })}</p>
      <div className={classes.buttons}>
        <Button
          type="submit"
          disabled={!changed || name.trim() === ''}
          loading={rename.isPending}
          data-testid="program-rename"
        >
          {t('common.save')}
        </Button>
        <Button variant="default" onClick={() => open.mutate(undefined)} data-testid="open-program">
          {t('program.open')}
        </Button>
        <NewProgram />
      </div>
    </form>
  );
}
