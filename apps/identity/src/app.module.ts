import { Module, type DynamicModule } from '@nestjs/common';
import { AccessSource, AuthModule, KeyRing } from '@kairos/auth';
import { accessBeatSubject } from '@kairos/contracts';
import { SecretBox, ServiceKitModule } from '@kairos/service-kit';
import { AccessModule } from './access/access.module.ts';
import { OwnAccessSource } from './access/own-access-source.ts';
import { ApiKeyLimits } from './api-keys/api-key-limits.config.ts';
import { ApiKeysModule } from './api-keys/api-keys.module.ts';
import { AuditModule } from './audit/audit.module.ts';
import type { IdentityConfig } from './config.ts';
import { entities } from './entities.ts';
import { AccountLinksModule } from './account-links/account-links.module.ts';
import { InvitationsModule } from './invitations/invitations.module.ts';
import { KeysModule } from './keys/keys.module.ts';
import { SigningKeys } from './keys/signing-keys.ts';
import { MailModule } from './mail/mail.module.ts';
import { MailOptions } from './mail/mail.options.ts';
import { MfaModule } from './mfa/mfa.module.ts';
import { NotificationMailModule } from './notification-mail/notification-mail.module.ts';
import { PasskeyOrigin } from './passkeys/passkey-origin.ts';
import { PasskeyProofsModule } from './passkeys/passkey-proofs.module.ts';
import { PasskeysModule } from './passkeys/passkeys.module.ts';
import { OidcModule } from './oidc/oidc.module.ts';
import { RefusedSignInsModule } from './refused-sign-ins/refused-sign-ins.module.ts';
import { RolesModule } from './roles/roles.module.ts';
import { ServiceTokensModule } from './service-tokens/service-tokens.module.ts';
import { SessionsModule } from './sessions/sessions.module.ts';
import { SettingsModule } from './settings/settings.module.ts';
import { TenantsModule } from './tenants/tenants.module.ts';
import { AttemptsModule } from './users/attempts.module.ts';
import { UserBatchesModule } from './user-batches/user-batches.module.ts';
import { UsersModule } from './users/users.module.ts';

@Module({})
export class AppModule {
  static forConfig(config: IdentityConfig): DynamicModule {
    const keys = new SigningKeys(config.SIGNING_KEYS_DIR);
    const auth = AuthModule.forIdentity({
      keys: new KeyRing(() => Promise.resolve(keys.published().keys)),
      source: { provide: AccessSource, useClass: OwnAccessSource },
    });
    return {
      module: AppModule,
      imports: [
        ServiceKitModule.forService({ service: 'identity', config, entities, auth, beat: { subject: accessBeatSubject, everyMs: 15_000 }, usage: [{ of: 'users', limit: 'users', unit: 1, sql: 'select count(*) from membership where active' }] }),
        KeysModule.forKeys(keys, new SecretBox(config.SIGNING_KEYS_DIR)),
        AccessModule,
        MailModule.forOptions(new MailOptions(config)),
        NotificationMailModule,
        AttemptsModule.forConfig(config),
        RefusedSignInsModule.forConfig(config),
        SessionsModule,
        MfaModule,
        PasskeyProofsModule.forOrigin(new PasskeyOrigin(config.PUBLIC_URL)),
        PasskeysModule,
        UsersModule,
        UserBatchesModule,
        AccountLinksModule,
        InvitationsModule,
        RolesModule,
        TenantsModule,
        SettingsModule,
        AuditModule.forSealing({ keysFolder: config.SIGNING_KEYS_DIR, sealsFolder: config.AUDIT_SEALS_DIR ?? config.SIGNING_KEYS_DIR, everyMs: config.AUDIT_SEAL_EVERY_MS }),
        OidcModule.forIssuers({ allowPrivate: config.OIDC_ALLOW_PRIVATE_ISSUERS }),
        ApiKeysModule.forLimits(new ApiKeyLimits(config.API_KEY_DAYS, config.API_KEY_MAX_DAYS, config.API_KEY_REQUESTS_PER_MINUTE, config.API_KEY_MAX_REQUESTS_PER_MINUTE)),
        ServiceTokensModule.forSecrets(config.SERVICE_SECRETS_SHA256),
      ],
    };
  }
}
