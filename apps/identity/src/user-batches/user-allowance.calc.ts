/** How many people the plan of the tenant has room for, and how many have access or an invitation that is open. Rows use it up one by one. */
export class UserAllowance {
  constructor(
    private readonly most: number | null,
    private present: number,
  ) {}

  /** @returns why there is no room for one more; nothing when there is */
  full(): string | undefined {
    return this.most !== null && this.present >= this.most ? `The plan allows ${this.most} users; there are ${this.present}, with those who are invited.` : undefined;
  }

  take(): void {
    this.present += 1;
  }
}
