import { Button, SegmentedControl, Select } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { ScreenKind, type ScreenState, type Screens, TimerMode } from '../../shared/contract/screens';
import { client } from '../client';
import { useShowRefusal } from '../ui/refusal';
import classes from './SidePanel.module.css';
import { keyNames } from './showKeys';

function Screen({
  screen,
  displays,
}: {
  readonly screen: ScreenState;
  readonly displays: Screens['displays'];
}) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const { kind, room, open, displayId, lost, black, mode } = screen;
  const show = (value: string | null) =>
    client.screens
      .open({ kind, room, displayId: value === null || value === 'window' ? null : Number(value) })
      .catch(showRefusal);
  const places = [
    { value: 'window', label: t('stage.screen.window') },
    ...displays.map((display) => ({
      value: String(display.id),
      label: t(display.primary ? 'stage.screen.thisDisplay' : 'stage.screen.display', { ...display }),
    })),
  ];
  const place = open ? (displayId === null ? 'window' : String(displayId)) : null;
  // By default a screen beside this one, where there is one.
  const beside = displays.find(({ primary }) => !primary);
  return (
    <div className={classes.screen} data-testid={`screen-${kind}`} data-open={open || undefined}>
      <div className={classes.screenName}>
        {t(`stage.screen.kind.${kind}`)}
        <span className={classes.screenState}>
          {t(!open ? 'stage.screen.closed' : black ? 'stage.screen.black' : 'stage.screen.open')}
        </span>
      </div>
      {lost && (
        <p className={classes.lost} role="alert" data-testid="screen-lost">
          {t('stage.screen.lost')}
        </p>
      )}
      {open && (
        <Select
          aria-label={t('stage.screen.where')}
          data={places}
          value={places.some(({ value }) => value === place) ? place : null}
          placeholder={t('stage.screen.unplugged')}
          onChange={show}
          allowDeselect={false}
          data-testid={`place-${kind}`}
        />
      )}
      {open && kind === 'timer' && (
        <SegmentedControl
          fullWidth
          aria-label={t('stage.screen.mode')}
          value={mode}
          onChange={(value) =>
            client.screens.setMode({ room, mode: TimerMode.parse(value) }).catch(showRefusal)
          }
          data={TimerMode.options.map((value) => ({ value, label: t(`stage.screen.modes.${value}`) }))}
        />
      )}
      <div className={classes.row}>
        {open ? (
          <>
            <Button
              variant="default"
              leftSection={black ? <IconSun size={18} /> : <IconMoon size={18} />}
              onClick={() => client.screens.black({ kinds: [kind], room, black: !black }).catch(showRefusal)}
              data-testid={`black-${kind}`}
            >
              {t(black ? 'stage.screen.light' : 'stage.screen.blackOut')}
            </Button>
            <Button variant="default" onClick={() => client.screens.close({ kind, room }).catch(showRefusal)}>
              {t('stage.screen.close')}
            </Button>
          </>
        ) : (
          <Button
            variant="light"
            onClick={() => show(beside ? String(beside.id) : 'window')}
            data-testid={`open-${kind}`}
          >
            {t('stage.screen.openIt')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The stage's windows of the room that is called: on which display each is, and whether it is blacked out. */
export const ScreensPanel = memo(function ScreensPanel(props: {
  readonly screens: Screens;
  readonly room: string;
}) {
  const { screens, room } = props;
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const black = screens.screens.some((screen) => !screen.black);
  return (
    <div className={classes.stack}>
      <Button
        variant="default"
        rightSection={<kbd className={classes.kbd}>{keyNames.black}</kbd>}
        onClick={() => client.screens.black({ kinds: [...ScreenKind.options], black }).catch(showRefusal)}
        data-testid="black-all"
      >
        {t(black ? 'stage.screen.blackAll' : 'stage.screen.lightAll')}
      </Button>
      {room !== '' && <p className={classes.heading}>{t('stage.screen.ofRoom', { room })}</p>}
      {screens.screens
        .filter((screen) => screen.room === room)
        .map((screen) => (
          <Screen key={`${screen.kind} ${room}`} screen={screen} displays={screens.displays} />
        ))}
    </div>
  );
});
