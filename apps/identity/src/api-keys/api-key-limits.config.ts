/** How long keys may live and how often they may be used, in this installation. */
export class ApiKeyLimits {
  constructor(
    readonly usualDays: number,
    readonly mostDays: number,
    readonly usualRequestsPerMinute: number,
    readonly mostRequestsPerMinute: number,
  ) {}
}
