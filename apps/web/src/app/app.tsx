import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { queryClient } from '../lib/query-client.ts';
import { useTexts } from '../lib/use-texts.ts';
import { appText } from './app.text.ts';
import { router } from './router.tsx';
import { themeOf } from './theme.ts';

/** The policy lets style elements in that carry the nonce of this page, and no other. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

export function App() {
  const close = useTexts(appText)('close');
  const theme = useMemo(() => themeOf(close), [close]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
