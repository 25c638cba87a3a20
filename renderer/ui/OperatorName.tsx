import { Button, Popover, TextInput } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import { useProgram } from './program';
import { useShowRefusal } from './refusal';
import classes from './Shell.module.css';

/** Who works at this machine; every change is written down under this name. */
export function OperatorName() {
  const { t } = useTranslation();
  const { operator } = useProgram();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState(operator);
  const onError = useShowRefusal();
  const save = useMutation(
    orpc.program.nameOperator.mutationOptions({ onError, onSuccess: () => setOpened(false) }),
  );
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconUser size={18} aria-hidden="true" />}
          className={classes.operator ?? ''}
          onClick={() => {
            setName(operator);
            setOpened(!opened);
          }}
          data-testid="operator"
        >
          {operator || t('people.more.organizer')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ name });
          }}
        >
          <TextInput
            label={t('shell.operator')}
            description={t('shell.operatorHint')}
            value={name}
            maxLength={60}
            onChange={(e) => setName(e.currentTarget.value)}
            data-testid="operator-name"
          />
          <Button type="submit" mt="sm" fullWidth loading={save.isPending}>
            {t('common.save')}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
