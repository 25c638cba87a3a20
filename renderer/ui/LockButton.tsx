import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import { useAccess } from './access';
import { OperatorName } from './OperatorName';
import { useShowRefusal } from './refusal';
import classes from './Shell.module.css';

/** Who works here, and the lock, where there is a PIN to open it again. */
export function LockButton() {
  const { t } = useTranslation();
  const { role, name, pins } = useAccess();
  const showRefusal = useShowRefusal();
  return (
    <>
      {role === 'organizer' ? (
        <OperatorName />
      ) : (
        <Text truncate="end" className={classes.operator ?? ''} data-testid="working-as">
          {name || (role && t(`access.roles.${role}`))}
        </Text>
      )}
      {pins.organizer && (
        <Tooltip label={t('access.lockKey')}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('access.lockKey')}
            onClick={() => void client.access.lock().catch(showRefusal)}
            data-testid="lock"
          >
            <IconLock size={20} aria-hidden="true" />
          </ActionIcon>
        </Tooltip>
      )}
    </>
  );
}
