import { Modal, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../client';
import classes from './Palette.module.css';
import { usePaletteItems } from './paletteItems';
import { useProgram } from './program';
import { go } from './route';

/** Opens with Ctrl+K anywhere in the main window. */
export function usePalette(): readonly [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyK')
        return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return [open, setOpen];
}

/** One field for people, events, cues and commands; arrows choose, Enter goes there. */
export function Palette({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      size={680}
      padding={0}
      yOffset="12vh"
      // The dialog is the content; its root is only the layer that it lies on.
      attributes={{ content: { 'aria-label': t('palette.title') } }}
      data-testid="palette"
    >
      <Finder onClose={onClose} />
    </Modal>
  );
}

function Finder({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { chosenEvent } = useProgram();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const { data: people } = useQuery(
    orpc.roster.search.queryOptions({
      input: { text, eventId: chosenEvent, limit: 8 },
      enabled: text.trim() !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const others = usePaletteItems(text);
  const items = [
    ...(text.trim() === '' ? [] : (people ?? [])).map((person) => ({
      key: person.id,
      group: 'people' as const,
      title: person.name,
      // What tells people of one name apart.
      hint: [
        person.nameLatin === person.name ? '' : person.nameLatin,
        person.affiliation || person.title,
        person.team,
        person.phoneLast4,
      ]
        .filter(Boolean)
        .join(' · '),
      run: () => go('people', 'person', person.id),
    })),
    ...others,
  ];
  const at = Math.min(chosen, Math.max(0, items.length - 1));
  useEffect(() => {
    list.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <>
      <TextInput
        size="lg"
        variant="unstyled"
        className={classes.field ?? ''}
        leftSection={<IconSearch size={22} aria-hidden="true" />}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.title')}
        value={text}
        onChange={(e) => {
          setText(e.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, items.length - 1));
          else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
          else if (event.key === 'Enter') {
            onClose();
            items[at]?.run();
          } else return;
          event.preventDefault();
        }}
        data-autofocus
        data-testid="palette-field"
      />
      <div className={classes.list} ref={list}>
        {items.length === 0 && <Text className={classes.nothing ?? ''}>{t('palette.nothing')}</Text>}
        {items.map((item, i) => (
          <Row
            key={item.key}
            heading={items[i - 1]?.group === item.group ? undefined : t(`palette.${item.group}`)}
          >
            <UnstyledButton
              className={classes.item ?? ''}
              data-at={i}
              data-chosen={i === at || undefined}
              onMouseMove={() => setChosen(i)}
              onClick={() => {
                onClose();
                item.run();
              }}
              data-testid="palette-item"
            >
              <span className={classes.itemTitle}>{item.title}</span>
              <span className={classes.hint}>{item.hint}</span>
            </UnstyledButton>
          </Row>
        ))}
      </div>
    </>
  );
}

function Row({ heading, children }: { readonly heading: string | undefined; readonly children: ReactNode }) {
  return (
    <>
      {heading && <p className={classes.heading}>{heading}</p>}
      {children}
    </>
  );
}
