import { PasswordInput, Select, TextInput } from '@mantine/core';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import type { FieldsProps } from './connector-form.tsx';
import { connectorFormText } from './connector-form.text.ts';
import type { AuthValues } from './connector-values.calc.ts';
import classes from './connector-form.module.css';

const ways = ['none', 'api-key', 'bearer', 'basic', 'oauth2-client-credentials'] as const satisfies readonly AuthValues['type'][];
type Told = 'username' | 'tokenUrl' | 'clientId' | 'scope' | 'audience';
type AuthProps = { auth: AuthValues; change: (changed: Partial<AuthValues>) => void; wrong: FieldsProps['wrong'] };
type SecretProps = { secret: string; onSecret: (secret: string) => void; secretSetAt: string | null };

/** How it shows who it is; the secret is written and never read. */
export function AuthFields({ values: { auth }, change, wrong, ...secrets }: FieldsProps & SecretProps) {
  const say = useTexts(connectorFormText);
  const set = (changed: Partial<AuthValues>) => change({ auth: { ...auth, ...changed } });
  return (
    <Panel title={say('auth')}>
      <AuthInputs auth={auth} change={set} wrong={wrong} {...secrets} />
    </Panel>
  );
}

export function AuthInputs({ auth, change, wrong, secret, onSecret, secretSetAt }: AuthProps & SecretProps) {
  const say = useTexts(connectorFormText);
  const { instant } = useFormats();
  return (
    <div className={classes.fields}>
      <Select label={say('way')} allowDeselect={false} data={ways.map((way) => ({ value: way, label: say(way) }))} value={auth.type} onChange={(type) => change({ type: type as AuthValues['type'] })} />
      <WayInputs auth={auth} change={change} wrong={wrong} />
      {auth.type !== 'none' && (
        <PasswordInput
          label={say(`${auth.type}Secret`)} autoComplete="new-password" maxLength={4000} inputWrapperOrder={['label', 'input', 'description', 'error']} visibilityToggleButtonProps={{ 'aria-hidden': true, tabIndex: -1 }}
          description={secretSetAt === null ? say('secretHint') : say('secretKept', { at: instant(secretSetAt) })} value={secret} error={wrong('secret')} aria-invalid={wrong('secret') !== undefined} onChange={({ currentTarget: { value } }) => onSecret(value)}
        />
      )}
    </div>
  );
}

function WayInputs({ auth, change, wrong }: AuthProps) {
  const say = useTexts(connectorFormText);
  const input = (name: Told, longest: number, needed = false) => <TextInput label={say(name)} withAsterisk={needed} autoComplete="off" maxLength={longest} value={auth[name]} error={wrong(`auth.${name}`)} onChange={({ currentTarget: { value } }) => change({ [name]: value })} />;
  if (auth.type === 'basic') return input('username', 200, true);
  if (auth.type === 'api-key') {
    return (
      <>
        <Select label={say('in')} allowDeselect={false} data={[{ value: 'header', label: say('header') }, { value: 'query', label: say('query') }]} value={auth.in} onChange={(next) => change({ in: next as AuthValues['in'] })} />
        <TextInput label={say('keyName')} withAsterisk maxLength={100} value={auth.name} error={wrong('auth.name')} onChange={({ currentTarget: { value } }) => change({ name: value })} />
      </>
    );
  }
  return auth.type === 'oauth2-client-credentials' && (
    <>
      {input('tokenUrl', 2000, true)}
      {input('clientId', 500, true)}
      {input('scope', 1000)}
      {input('audience', 500)}
      <Select label={say('clientAuthentication')} allowDeselect={false} data={[{ value: 'basic', label: say('inHeader') }, { value: 'form', label: say('inForm') }]} value={auth.clientAuthentication} onChange={(next) => change({ clientAuthentication: next as AuthValues['clientAuthentication'] })} />
    </>
  );
}
