/** What somebody gains and loses between two sets of permissions, each in the order of the platform. */
export function permissionDifference(before: readonly string[], after: readonly string[]): { gained: string[]; lost: string[] } {
  const [held, wanted] = [new Set(before), new Set(after)];
  return { gained: [...wanted].filter((permission) => !held.has(permission)), lost: [...held].filter((permission) => !wanted.has(permission)) };
}
