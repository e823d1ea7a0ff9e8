/** Where passkeys are made and used: the public address. They work nowhere else, which is what keeps them from impostors. */
export class PasskeyOrigin {
  readonly origin: string;
  readonly rpId: string;

  constructor(publicUrl: string) {
    ({ origin: this.origin, hostname: this.rpId } = new URL(publicUrl));
  }
}
