import { ActionIcon, Button, Menu, UnstyledButton } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconFrame,
  IconLetterT,
  IconLine,
  IconLock,
  IconLockOpen,
  IconPhoto,
  IconPlus,
  IconQrcode,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TemplateElement } from '../../../shared/domain/certificateTemplate';
import classes from './Designer.module.css';

const icons = {
  text: IconLetterT,
  image: IconPhoto,
  line: IconLine,
  frame: IconFrame,
  qr: IconQrcode,
} as const;

/** What an element is called: the first words of a text, an image's label, else what it is. */
export function useElementName(): (element: TemplateElement) => string {
  const { t } = useTranslation();
  return (element) => {
    switch (element.kind) {
      case 'text':
        return element.text.split('\n')[0]?.trim() || t('designer.kind.text');
      case 'image':
        return element.label || t('designer.kind.image');
      case 'frame':
        return t(`designer.frame.${element.style}`);
      case 'line':
      case 'qr':
        return t(`designer.kind.${element.kind}`);
    }
  };
}

interface Props {
  /** Undermost first. */
  readonly elements: readonly TemplateElement[];
  readonly chosen: ReadonlySet<string>;
  readonly troubled: ReadonlySet<string>;
  readonly choose: (ids: ReadonlySet<string>) => void;
  readonly restack: (id: string, to: 'up' | 'down') => void;
  readonly lock: (element: TemplateElement) => void;
  readonly add: (kind: TemplateElement['kind']) => void;
}

/** Everything on the side, topmost first; picks, locks, and changes the order. */
export function Layers({ elements, chosen, troubled, choose, restack, lock, add }: Props) {
  const { t } = useTranslation();
  const nameOf = useElementName();
  const only = chosen.size === 1 ? elements.find(({ id }) => chosen.has(id)) : undefined;
  return (
    <section className={classes.layers} aria-label={t('designer.layers')}>
      <Menu position="bottom-start" width={200}>
        <Menu.Target>
          <Button fullWidth leftSection={<IconPlus size={18} aria-hidden="true" />} data-testid="add-element">
            {t('designer.add')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['text', 'image', 'line', 'frame', 'qr'] as const).map((kind) => {
            const Icon = icons[kind];
            return (
              <Menu.Item
                key={kind}
                leftSection={<Icon size={18} />}
                onClick={() => add(kind)}
                data-testid={`add-${kind}`}
              >
                {t(`designer.kind.${kind}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      <ul className={classes.layerList}>
        {elements.toReversed().map((element) => {
          const Icon = icons[element.kind];
          return (
            <li key={element.id}>
              <UnstyledButton
                className={classes.layer ?? ''}
                aria-pressed={chosen.has(element.id)}
                data-troubled={troubled.has(element.id) || undefined}
                onClick={(event) => {
                  const next = new Set(event.shiftKey || event.ctrlKey || event.metaKey ? chosen : []);
                  if (chosen.has(element.id) && next.size > 1) next.delete(element.id);
                  else next.add(element.id);
                  choose(next);
                }}
                data-testid={`layer-${element.id}`}
              >
                <Icon size={16} aria-hidden="true" />
                <span className={classes.layerName}>{nameOf(element)}</span>
                {element.locked && <IconLock size={14} aria-label={t('designer.locked')} />}
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
      <div className={classes.layerKeys}>
        <ActionIcon
          variant="default"
          size={44}
          disabled={!only}
          aria-label={t('designer.up')}
          onClick={() => only && restack(only.id, 'up')}
          data-testid="layer-up"
        >
          <IconArrowUp size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          disabled={!only}
          aria-label={t('designer.down')}
          onClick={() => only && restack(only.id, 'down')}
          data-testid="layer-down"
        >
          <IconArrowDown size={18} />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          disabled={!only}
          aria-label={t(only?.locked ? 'designer.unlock' : 'designer.lock')}
          onClick={() => only && lock(only)}
          data-testid="layer-lock"
        >
          {only?.locked ? <IconLockOpen size={18} /> : <IconLock size={18} />}
        </ActionIcon>
      </div>
    </section>
  );
}
