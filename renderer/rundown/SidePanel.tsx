import { Tabs } from '@mantine/core';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventSummary } from '../../shared/contract/events';
import type { ShowMessage } from '../../shared/contract/rundown';
import type { Screens } from '../../shared/contract/screens';
import type { ShowCommand } from '../../shared/domain/show';
import { CallsPanel } from './CallsPanel';
import { MessagesPanel } from './MessagesPanel';
import { ScreensPanel } from './ScreensPanel';
import classes from './SidePanel.module.css';
import type { Calls } from './useCalls';

/** Beside the list: names to call, messages to the stage, and the stage's windows. Names come up when they are called. */
export const SidePanel = memo(function SidePanel(props: {
  readonly event: EventSummary;
  readonly messages: readonly ShowMessage[];
  readonly calls: Calls | undefined;
  readonly screens: Screens | undefined;
  /** The room that is called. */
  readonly room: string;
  readonly onCommand: (command: ShowCommand) => void;
}) {
  const { event, messages, calls, screens, room, onCommand } = props;
  const { t } = useTranslation();
  const [chosen, choose] = useState<{ readonly tab: string; readonly during: string | undefined }>();
  const during = calls?.running ? calls.cue.id : undefined;
  // A choice holds until a cue with names begins or ends.
  const tab = chosen && chosen.during === during ? chosen.tab : during ? 'names' : 'messages';
  return (
    <Tabs
      value={tab}
      onChange={(value) => value && choose({ tab: value, during })}
      className={classes.panel ?? ''}
      keepMounted
    >
      <Tabs.List grow>
        <Tabs.Tab value="messages" data-testid="tab-messages">
          {t('stage.tab.messages')}
        </Tabs.Tab>
        <Tabs.Tab value="screens" data-testid="tab-screens">
          {t('stage.tab.screens')}
        </Tabs.Tab>
        <Tabs.Tab value="names" data-testid="tab-names" disabled={!calls}>
          {t('stage.tab.names')}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="messages" className={classes.body ?? ''}>
        <MessagesPanel eventId={event.id} zone={event.zone} messages={messages} />
      </Tabs.Panel>
      <Tabs.Panel value="screens" className={classes.body ?? ''}>
        {screens && <ScreensPanel screens={screens} room={room} />}
      </Tabs.Panel>
      <Tabs.Panel value="names" className={classes.body ?? ''}>
        {calls && (
          <CallsPanel
            eventId={event.id}
            cueId={calls.cue.id}
            running={calls.running}
            list={calls.list}
            onCommand={onCommand}
          />
        )}
      </Tabs.Panel>
    </Tabs>
  );
});
