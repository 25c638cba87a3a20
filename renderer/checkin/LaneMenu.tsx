import { ActionIcon, Kbd, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { go } from '../ui/route';

/** What belongs to the door but not to each minute of it: trying the scanners, the paper list, the kiosk, the whole screen. */
export function LaneMenu() {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  return (
    <Menu position="bottom-end" width={300}>
      <Menu.Target>
        <ActionIcon variant="subtle" size={44} aria-label={t('desk.more')} data-testid="lane-menu">
          <IconDots size={24} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          rightSection={<Kbd>F11</Kbd>}
          onClick={() => client.desk.fullScreen({ want: 'toggle' }).catch(showRefusal)}
          style={{ minHeight: 44 }}
          data-testid="lane-full-screen"
        >
          {t('desk.fullScreen')}
        </Menu.Item>
        {(['paper', 'selftest', 'kiosk'] as const).map((page) => (
          <Menu.Item
            key={page}
            onClick={() => go('door', page)}
            style={{ minHeight: 44 }}
            data-testid={`lane-${page}`}
          >
            {t(`desk.page.${page}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
