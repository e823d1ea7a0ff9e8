import { demandInPerson, demandRecentProof, type Actor } from '@kairos/auth';
import { demandsStepUp, type ImportMode, type ImportTarget } from '@kairos/contracts';

/** Who proved who they are so that an import may begin, and when. */
export type ImportProof = { byUserId: string; at: Date };

/**
 * The proof without which no import goes into a target that declares `stepUp`; a plan needs none, but a person. It is asked for where
 * somebody decides, and stands for the whole job, however late it runs and however often it is taken up again.
 *
 * @throws 403 `only-in-person` for a key or a service in somebody's name, 401 `step-up-required`
 */
export function proofFor(target: ImportTarget, mode: ImportMode, actor: Actor): ImportProof | undefined {
  if (!demandsStepUp(target)) return undefined;
  demandInPerson(actor);
  return mode === 'apply' ? { byUserId: actor.userId, at: demandRecentProof(actor) } : undefined;
}
