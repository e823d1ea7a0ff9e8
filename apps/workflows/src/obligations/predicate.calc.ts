import type { PredicateFacts } from '@kairos/contracts';

export { billionthsOf as exact, evaluatePredicate as evaluate, predicateOrders as orders, tellFailure, tellFailures } from '@kairos/contracts';

/** The facts of a plant that predicates and due rules may ask about. */
export type ObligationFacts = PredicateFacts & { commissionedOn: string | null; municipality: string | null; province: string | null };
