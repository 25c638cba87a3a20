import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/global.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { connectionStore } from './client';
import { askAhead } from './ui/ahead';
import { Boundary } from './ui/Boundary';
import { noteUncaught } from './ui/failures';
import { loadFonts } from './ui/fonts';
import './ui/i18n';
import { theme } from './ui/theme';

noteUncaught();
loadFonts();
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
const queries = new QueryClient({
  // The store is on this machine: an answer is right until a change is announced, and a refusal is not tried again.
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      networkMode: 'always',
      // A live answer ends with the screen that showed it: the next one asks anew.
      refetchOnMount: ({ queryKey }) =>
        JSON.stringify(queryKey).includes('"type":"live"') ? 'always' : true,
    },
    mutations: { networkMode: 'always' },
  },
});
askAhead(queries);
// A host that was found again is asked for everything anew, by the screens that begin anew.
let era = connectionStore.era();
connectionStore.subscribe(() => {
  if (connectionStore.era() === era) return;
  era = connectionStore.era();
  void queries.invalidateQueries({ refetchType: 'none' });
});
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <Boundary>
      <QueryClientProvider client={queries}>
        <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
          <Notifications position="bottom-right" />
          <App />
        </MantineProvider>
      </QueryClientProvider>
    </Boundary>
  </StrictMode>,
);
