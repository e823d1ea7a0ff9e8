import { Button, Code, Group, Loader, Stack, Text, Title } from '@mantine/core';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { isProblem } from '../lib/problem.ts';
import { useTexts } from '../lib/use-texts.ts';
import { appText } from './app.text.ts';

export function PendingPage() {
  const say = useTexts(appText);
  return <Loader aria-label={say('loading')} m="xl" />;
}

export function NotFoundPage() {
  const say = useTexts(appText);
  return (
    <Stack component="main" p="xl" maw="40rem" align="flex-start">
      <Title order={1}>{say('notFound')}</Title>
      <Text>{say('notFoundHint')}</Text>
      <Button component={Link} to="/">{say('toStart')}</Button>
    </Stack>
  );
}

export function RefusedPage({ error, reset }: ErrorComponentProps) {
  const say = useTexts(appText);
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Stack p="xl" maw="40rem" align="flex-start" role="alert">
      <Title order={1}>{say('failed')}</Title>
      <Text>{isProblem(error, 'unreachable') ? say('unreachable') : messageOf(error)}</Text>
      <Group>
        <Button onClick={retry}>{say('again')}</Button>
        {isProblem(error) && error.problem && <Code>{say('requestId', { id: error.problem.requestId })}</Code>}
      </Group>
    </Stack>
  );
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
