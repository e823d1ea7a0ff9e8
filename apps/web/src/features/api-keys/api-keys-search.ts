import { z } from 'zod';
import type { ApiKeyKind, ApiKeyStatus } from '@kairos/contracts';
import { command, options, type CommandLine } from '../../lib/command-line.ts';

export const kinds = ['service', 'integration', 'personal'] as const satisfies readonly ApiKeyKind[];
export const statuses = ['active', 'owner-inactive', 'expired', 'revoked'] as const satisfies readonly ApiKeyStatus[];
const id = z.uuid().optional().catch(undefined);

/** What the list is narrowed to, and the key that is open beside it. */
export const ApiKeysSearch = z.object({ kind: z.enum(kinds).optional().catch(undefined), status: z.enum(statuses).optional().catch(undefined), owner: id, key: id });
export type ApiKeysSearch = z.infer<typeof ApiKeysSearch>;

export const apiKeysQuery = ({ kind, status, owner }: ApiKeysSearch) => ({ kind, status, userId: owner });

export const apiKeysCommand = ({ kind, status, owner }: ApiKeysSearch): CommandLine => command`kairos api-keys list${options({ '--kind': kind, '--status': status, '--owner': owner })}`;
