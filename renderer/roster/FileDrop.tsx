import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importAccept } from '../../shared/domain/importFileTypes';
import classes from './FileDrop.module.css';

interface Props {
  readonly onFiles: (files: readonly File[]) => void;
  /** Nothing else is on the page: the whole of it is the target. */
  readonly full: boolean;
  /** Is given what opens the system's file dialog. */
  readonly children: (pick: () => void) => ReactNode;
}

/** A page on which files may be dropped anywhere, or picked. */
export function FileDrop({ onFiles, full, children }: Props) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  // Entering a child leaves its parent: only the balance tells whether a file is still over the page.
  const [depth, setDepth] = useState(0);
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is done by the button, with a keyboard
    <div
      className={classes.drop}
      data-full={full || undefined}
      data-over={depth > 0 || undefined}
      data-testid="import-drop"
      onDragEnter={(event) => {
        if (carriesFiles(event)) setDepth((last) => last + 1);
      }}
      onDragLeave={(event) => {
        if (carriesFiles(event)) setDepth((last) => Math.max(0, last - 1));
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        setDepth(0);
        if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
      }}
    >
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={importAccept}
        aria-label={t('imports.pick')}
        data-testid="import-file"
        onChange={(event) => {
          const picked = [...(event.currentTarget.files ?? [])];
          // The same file picked again, mended meanwhile, must be heard.
          event.currentTarget.value = '';
          if (picked.length > 0) onFiles(picked);
        }}
      />
      {children(() => input.current?.click())}
      {depth > 0 && (
        <div className={classes.veil} aria-hidden="true">
          {t('imports.dropNow')}
        </div>
      )}
    </div>
  );
}
