import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const AUDITS_READ = 'kairos:audits-read';

/**
 * For routes that hand out sensitive documents: each answer stands in the audit trail, recorded before the first byte leaves. What
 * is refused or not found is no reading.
 *
 * @param resourceType what is read, such as `ImportJob`; the first path parameter says which
 */
export function AuditsRead(resourceType: string): CustomDecorator {
  return SetMetadata(AUDITS_READ, resourceType);
}
