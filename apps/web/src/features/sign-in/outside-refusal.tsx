import { Alert } from '@mantine/core';
import { useTexts } from '../../lib/use-texts.ts';
import { refusalText } from './sign-in.text.ts';

/** Why an identity provider's word did not open the door; an address can name no words of its own. */
export function OutsideRefusal({ code }: { code: string }) {
  const say = useTexts(refusalText);
  return <Alert color="red" role="alert" title={say('title')}>{say(code !== 'title' && Object.hasOwn(refusalText, code) ? (code as keyof typeof refusalText) : 'refusedOutside')}</Alert>;
}
