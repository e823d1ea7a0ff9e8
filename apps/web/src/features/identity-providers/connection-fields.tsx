import { Checkbox, PasswordInput, Switch, TagsInput, TextInput } from '@mantine/core';
import { useFormats } from '../../lib/use-formats.ts';
import { useTexts } from '../../lib/use-texts.ts';
import { Panel } from '../../ui/panel.tsx';
import { identityProvidersText } from './identity-providers.text.ts';
import type { FieldsProps } from './provider-form.tsx';
import type { ProviderValues } from './provider-values.calc.ts';
import classes from './identity-providers.module.css';

/** How Kairos speaks with the issuer. */
export function ConnectionFields({ values, change, wrong, secretSetAt }: FieldsProps & { secretSetAt: string | null }) {
  const say = useTexts(identityProvidersText);
  const { instant } = useFormats();
  const claim = (name: keyof ProviderValues['claims'], label: string) => (
    <TextInput label={label} value={values.claims[name]} maxLength={200} error={wrong(`claims.${name}`)} onChange={({ currentTarget: { value } }) => change({ claims: { ...values.claims, [name]: value } })} />
  );
  return (
    <Panel title={say('connection')}>
      <div className={classes.fields}>
        <TextInput label={say('label')} withAsterisk maxLength={100} value={values.label} error={wrong('label')} onChange={({ currentTarget: { value } }) => change({ label: value })} />
        <TextInput label={say('issuer')} withAsterisk type="url" maxLength={500} description={say('issuerHint')} value={values.issuer} error={wrong('issuer')} onChange={({ currentTarget: { value } }) => change({ issuer: value })} />
        <TextInput label={say('clientId')} withAsterisk maxLength={255} value={values.clientId} error={wrong('clientId')} onChange={({ currentTarget: { value } }) => change({ clientId: value })} />
        <PasswordInput
          label={say('clientSecret')} autoComplete="off" maxLength={1000} disabled={values.hasNoSecret} value={values.clientSecret} error={wrong('clientSecret')} visibilityToggleButtonProps={{ 'aria-hidden': true, tabIndex: -1 }}
          description={secretSetAt === null ? undefined : say('secretKept', { at: instant(secretSetAt) })} onChange={({ currentTarget: { value } }) => change({ clientSecret: value })}
        />
      </div>
      <div className={classes.checks}>
        <Checkbox label={say('noSecret')} checked={values.hasNoSecret} onChange={({ currentTarget: { checked } }) => change({ hasNoSecret: checked, clientSecret: '' })} />
        <Switch label={say('enabled')} checked={values.enabled} onChange={({ currentTarget: { checked } }) => change({ enabled: checked })} />
      </div>
      <details className={classes.details}>
        <summary>{say('details')}</summary>
        <div className={classes.fields}>
          <TagsInput label={say('scopes')} value={values.scopes} maxTags={20} error={wrong('scopes')} onChange={(scopes) => change({ scopes })} />
          {claim('roles', say('claimRoles'))}
          {claim('email', say('claimEmail'))}
          {claim('emailVerified', say('claimEmailVerified'))}
          {claim('displayName', say('claimDisplayName'))}
        </div>
      </details>
    </Panel>
  );
}
