import { plantScope, type Actor } from '@kairos/auth';

export type Own = { userId: string | null; apiKeyId: string | null; plants: string[] | null };

/**
 * Whose files and imports a caller sees: everybody's when they reach every plant, else what they brought in themselves, with the
 * same API key if they use one. A file tells of any plant, so a list of plants is no measure of it.
 */
export function ownImports(actor: Pick<Actor, 'userId' | 'apiKeyId' | 'rowScope'>): Own {
  const plants = plantScope(actor);
  return plants === null ? { userId: null, apiKeyId: null, plants } : { userId: actor.userId, apiKeyId: actor.apiKeyId ?? null, plants };
}
