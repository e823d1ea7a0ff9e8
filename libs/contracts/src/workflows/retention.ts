import { z } from 'zod';
import { PlainText } from './document.ts';
import { DocumentCategory } from './obligation.ts';

/** The day from which a document is kept: that of its latest upload, its expiry, or the end of the workflows it is linked to. */
export const retentionStarts = ['upload', 'expiry', 'workflowEnd'] as const;
export const RetentionStart = z.enum(retentionStarts);
export type RetentionStart = z.infer<typeof RetentionStart>;

/** How long documents of a category are kept. What has no expiry, or no workflow, counts from its upload; 0 years keep nothing. */
export const RetentionRule = z.strictObject({ years: z.int().min(0).max(100), countedFrom: RetentionStart, legalReference: PlainText(300) });
export type RetentionRule = z.infer<typeof RetentionRule>;

/** What holds for Italian plants where a tenant says nothing else. */
export const shippedRetention: Readonly<Record<DocumentCategory, RetentionRule>> = {
  // Accounts and what they rest on: ten years from the last entry.
  Fiscal: { years: 10, countedFrom: 'upload', legalReference: 'art. 2220 c.c.; art. 22 D.P.R. 600/1973' },
  // Letters and invoices, received and copies of those sent: the same ten years.
  Administrative: { years: 10, countedFrom: 'upload', legalReference: 'art. 2220, comma 2 c.c.' },
  // Rights from a contract, or under a permit, lapse in ten years.
  Contract: { years: 10, countedFrom: 'expiry', legalReference: 'art. 2946 c.c.' },
  Authorisation: { years: 10, countedFrom: 'expiry', legalReference: 'art. 2946 c.c.' },
  // Who built a plant answers for its defects for ten years after the work.
  Technical: { years: 10, countedFrom: 'workflowEnd', legalReference: 'art. 1669 c.c.' },
  // What is owed year by year lapses in five.
  Operational: { years: 5, countedFrom: 'upload', legalReference: 'art. 2948 c.c.' },
};
