import { Button, Checkbox, SegmentedControl, Textarea, UnstyledButton } from '@mantine/core';
import { IconCheck, IconHourglass } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventId } from '../../shared/contract/ids';
import { MessageTo } from '../../shared/contract/rundown';
import { client } from '../client';
import { useShowRefusal } from '../ui/refusal';
import { useTimeFormat } from '../ui/time';
import type { Caller } from './caller';
import classes from './SidePanel.module.css';

const presets = ['wrapUp', 'timeUp', 'wait', 'goOn', 'microphone', 'notHere'] as const;

/** Sends a ready-made message to everybody on stage. */
export async function sendPreset(eventId: EventId, t: (key: string) => string, index: number): Promise<void> {
  const name = presets[index];
  if (name) await client.rundown.say({ eventId, text: t(`stage.preset.${name}`), to: 'both', blink: false });
}

/** What the caller tells the stage: typed or ready-made; and whether it was read. */
export function MessagesPanel({ caller }: { readonly caller: Caller }) {
  const { t } = useTranslation();
  const showRefusal = useShowRefusal();
  const { seconds } = useTimeFormat(caller.event.zone);
  const [text, setText] = useState('');
  const [to, setTo] = useState<MessageTo>('both');
  const [blink, setBlink] = useState(false);
  const eventId = caller.event.id;
  const send = () => {
    if (text.trim() === '' && !blink) return;
    client.rundown.say({ eventId, text: text.trim(), to, blink }).then(() => setText(''), showRefusal);
  };
  return (
    <div className={classes.stack}>
      <Textarea
        aria-label={t('stage.message.text')}
        placeholder={t('stage.message.placeholder')}
        description={t('stage.message.hint')}
        inputWrapperOrder={['input', 'description']}
        value={text}
        maxLength={200}
        autosize
        minRows={2}
        maxRows={4}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Ctrl+Enter, so that neither a scanner's Enter nor one that ends a syllable sends what is half written.
          if (event.code === 'Enter' && event.ctrlKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            send();
          }
          if (event.code === 'Escape') event.currentTarget.blur();
        }}
        data-testid="message-text"
      />
      <SegmentedControl
        fullWidth
        aria-label={t('stage.message.to')}
        value={to}
        onChange={(value) => setTo(MessageTo.parse(value))}
        data={MessageTo.options.map((value) => ({ value, label: t(`stage.message.toWhom.${value}`) }))}
      />
      <div className={classes.state}>
        <Checkbox
          label={t('stage.message.blink')}
          checked={blink}
          onChange={(event) => setBlink(event.currentTarget.checked)}
        />
        <Button onClick={send} data-testid="message-send">
          {t('stage.message.send')}
        </Button>
      </div>
      {caller.show.rundown.messages.toReversed().map((message) => {
        const standing = message.acknowledgedAt === null;
        return (
          <div
            key={message.id}
            className={classes.message}
            data-standing={standing || undefined}
            data-testid="message"
          >
            <span>{message.text || t('stage.message.onlyBlink')}</span>
            <span className={classes.state}>
              <span>
                {standing ? (
                  <IconHourglass size={14} aria-hidden="true" />
                ) : (
                  <IconCheck size={14} aria-hidden="true" />
                )}{' '}
                {message.acknowledgedAt === null
                  ? t('stage.message.waiting')
                  : t('stage.message.acknowledged', { time: seconds(message.acknowledgedAt) })}
              </span>
              {standing && (
                <Button
                  size="compact-md"
                  variant="default"
                  onClick={() => client.rundown.withdraw({ messageId: message.id }).catch(showRefusal)}
                  data-testid="message-withdraw"
                >
                  {t('stage.message.withdraw')}
                </Button>
              )}
            </span>
          </div>
        );
      })}
      <p className={classes.heading}>{t('stage.message.presets')}</p>
      <div className={classes.presets}>
        {presets.map((name, index) => (
          <UnstyledButton
            key={name}
            className={classes.preset ?? ''}
            onClick={() => sendPreset(eventId, t, index).catch(showRefusal)}
            data-testid={`preset-${name}`}
          >
            {t(`stage.preset.${name}`)}
            <kbd className={classes.kbd}>Ctrl {index + 1}</kbd>
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}
