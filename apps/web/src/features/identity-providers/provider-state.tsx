import { useTexts } from '../../lib/use-texts.ts';
import { Mark } from '../../ui/mark.tsx';
import { identityProvidersText } from './identity-providers.text.ts';

export function ProviderState({ enabled }: { enabled: boolean }) {
  const say = useTexts(identityProvidersText);
  return enabled ? <Mark tone="well">{say('enabledState')}</Mark> : <Mark tone="quiet">{say('disabledState')}</Mark>;
}
