import { ApiKeySecret } from './api-keys/api-key-secret.entity.ts';
import { ApiKey } from './api-keys/api-key.entity.ts';
import { Invitation } from './invitations/invitation.entity.ts';
import { MfaPolicy } from './mfa/mfa-policy.entity.ts';
import { NotificationMail } from './notification-mail/notification-mail.entity.ts';
import { ExternalIdentity } from './oidc/external-identity.entity.ts';
import { IdentityProvider } from './oidc/identity-provider.entity.ts';
import { Role } from './roles/role.entity.ts';
import { RefreshToken } from './sessions/refresh-token.entity.ts';
import { Session } from './sessions/session.entity.ts';
import { Tenant } from './tenants/tenant.entity.ts';
import { Membership } from './users/membership.entity.ts';

export const entities = [Invitation, Tenant, Membership, Role, Session, RefreshToken, MfaPolicy, ApiKey, ApiKeySecret, IdentityProvider, ExternalIdentity, NotificationMail];
