import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { orpc } from '../client';
import { PassphraseScreen } from './PassphraseScreen';

/** What is below it is of an open program; where one that is sealed is to be opened, its passphrase is asked for first. */
export function VaultGate({ children }: { readonly children: ReactNode }) {
  const { data } = useQuery(orpc.vault.state.experimental_liveOptions());
  if (!data) return null;
  if (data.asked) return <PassphraseScreen {...data.asked} other={data.open} />;
  return data.open ? children : null;
}
