/** How many plants the plan of the tenant allows and how many there are. Rows of a chunk use it up one by one. */
export class PlantAllowance {
  constructor(
    private readonly most: number | null,
    private present: number,
  ) {}

  /** @returns why there is no room for one more; nothing when there was, and is taken now */
  take(): string | undefined {
    if (this.most !== null && this.present >= this.most) return `The plan allows ${this.most} plants; there are ${this.present}.`;
    this.present += 1;
    return undefined;
  }
}
