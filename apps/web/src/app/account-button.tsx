import { ActionIcon, Avatar, type ActionIconProps } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import { useTexts } from '../lib/use-texts.ts';
import { appText } from './app.text.ts';

type Props = { account: { displayName: string } } & ActionIconProps & Omit<ComponentPropsWithRef<'button'>, keyof ActionIconProps>;

export function AccountButton({ account, ...rest }: Props) {
  const say = useTexts(appText);
  return (
    <ActionIcon variant="subtle" size="lg" aria-haspopup="menu" aria-label={say('account', { name: account.displayName })} {...rest}>
      <Avatar aria-hidden size="md" color="petrol"><IconUser size={18} /></Avatar>
    </ActionIcon>
  );
}
