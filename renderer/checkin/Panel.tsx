import { CloseButton } from '@mantine/core';
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Panel.module.css';

/**
 * A panel over the lane, with its title. It has the keyboard from the start, whether or not it has a field; Escape closes it
 * wherever the focus has gone.
 */
export function Panel(props: {
  readonly title: string;
  readonly onClose: () => void;
  readonly onSubmit?: () => void;
  readonly testId: string;
  readonly children: ReactNode;
}) {
  const { title, onClose, onSubmit, testId, children } = props;
  const { t } = useTranslation();
  const panel = useRef<HTMLFormElement>(null);
  const pressed = useEffectEvent((key: KeyboardEvent) => {
    if (key.key === 'Escape' && !key.isComposing && !key.defaultPrevented) onClose();
  });
  useEffect(() => {
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus();
    const listen = (key: KeyboardEvent) => pressed(key);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <form
      ref={panel}
      className={classes.panel}
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      onSubmit={(submit) => {
        submit.preventDefault();
        onSubmit?.();
      }}
      data-testid={testId}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        <CloseButton size="xl" onClick={onClose} aria-label={t('common.close')} />
      </div>
      {children}
    </form>
  );
}
