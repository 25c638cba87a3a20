import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';

interface Props {
  readonly label: string;
  readonly value: string;
  /** The text as it was left; not called where nothing was changed. False: it was refused, and stays to be mended. */
  readonly onCommit: (text: string) => Promise<boolean>;
  /** Undefined where the text can be taken; else what is wrong with it. */
  readonly problem?: (text: string) => string | undefined;
  readonly lines?: number;
  readonly description?: string;
  readonly testId: string;
  readonly numeric?: boolean;
}

/** A field that is written when it is left or Enter is pressed. What is being typed is not taken away by another's edit. */
export function Draft({ label, value, onCommit, problem, lines, description, testId, numeric }: Props) {
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? value;
  const error = draft === undefined ? undefined : problem?.(draft);
  const commit = async () => {
    if (draft === undefined || error) return;
    const text = draft.trim();
    if (text === value || (await onCommit(text))) setDraft(undefined);
  };
  const common = {
    label,
    value: shown,
    error,
    onBlur: () => void commit(),
    'data-testid': testId,
    ...(description ? { description } : {}),
  };
  if (lines)
    return (
      <Textarea
        {...common}
        autosize
        minRows={lines}
        maxRows={10}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      {...(numeric ? { inputMode: 'decimal' as const } : {})}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) void commit();
        if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}
