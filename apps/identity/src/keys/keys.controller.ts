import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '@kairos/auth';
import { KeySet } from '@kairos/contracts';
import { Returns } from '@kairos/http';
import { SigningKeys } from './signing-keys.ts';

@Controller()
export class KeysController {
  constructor(private readonly keys: SigningKeys) {}

  @Get('api/v1/identity/.well-known/jwks.json')
  @Public('verification keys are public by nature')
  @Header('cache-control', 'public, max-age=60')
  @Returns(KeySet, 'The keys that access tokens are verified with')
  published(): KeySet {
    return this.keys.published();
  }

  @Get('.well-known/jwks.json')
  @Public('verification keys are public by nature')
  @Header('cache-control', 'public, max-age=60')
  @Returns(KeySet, 'The same key set, at the root of the service')
  publishedAtRoot(): KeySet {
    return this.keys.published();
  }
}
