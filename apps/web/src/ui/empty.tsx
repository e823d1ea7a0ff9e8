import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** What one sees where nothing is yet: why, and what to do about it. */
export function Empty({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <Stack align="center" gap="xs" px="md" py={48} ta="center">
      <Title order={2}>{title}</Title>
      <Text c="var(--ink-quiet)" maw="34rem">{hint}</Text>
      {children}
    </Stack>
  );
}
