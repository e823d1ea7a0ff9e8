import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { OwnProof, CurrentActor, RequirePermission, RequireStepUp, type Actor } from '@kairos/auth';
import { AddedPasskey, AddPasskeyBody, PasskeyList, PasskeyOptions, PasskeyParams, RenamePasskeyBody, type PasskeyView } from '@kairos/contracts';
import { IdempotencyExempt, Returns, zod } from '@kairos/http';
import { toInstant } from '@kairos/tenancy';
import { ManagePasskeysHandler } from './manage-passkeys.handler.ts';
import { PasskeysRepository } from './passkeys.repository.ts';

@Controller('api/v1/identity/me/passkeys')
export class OwnPasskeysController {
  constructor(
    private readonly repository: PasskeysRepository,
    private readonly passkeys: ManagePasskeysHandler,
  ) {}

  @Get()
  @RequirePermission('own-account')
  @Returns(PasskeyList, 'The passkeys of the caller')
  async list(@CurrentActor() { userId }: Actor): Promise<PasskeyList> {
    const items = (await this.repository.of(userId)).map(({ id, name, synced, createdAt, lastUsedAt }): PasskeyView => ({
      id, name, synced, createdAt: toInstant(createdAt), lastUsedAt: lastUsedAt === null ? null : toInstant(lastUsedAt),
    }));
    return { items };
  }

  @Post('registration')
  @HttpCode(200)
  @RequirePermission('own-account')
  @OwnProof()
  @RequireStepUp()
  @IdempotencyExempt('each answer is a challenge of its own')
  @Returns(PasskeyOptions, 'What the browser needs to make a passkey')
  begin(@CurrentActor() actor: Actor): Promise<PasskeyOptions> {
    return this.passkeys.begin(actor);
  }

  @Post()
  @RequirePermission('own-account')
  @OwnProof()
  @RequireStepUp()
  @IdempotencyExempt('a challenge is answered once')
  @Returns(AddedPasskey, 'Adds the passkey that the browser made')
  add(@Body(zod(AddPasskeyBody)) body: AddPasskeyBody, @CurrentActor() actor: Actor): Promise<AddedPasskey> {
    return this.passkeys.add(body, actor);
  }

  @Patch(':passkeyId')
  @HttpCode(204)
  @RequirePermission('own-account')
  @OwnProof()
  @Returns(null, 'Names a passkey anew')
  rename(@Param(zod(PasskeyParams)) { passkeyId }: PasskeyParams, @Body(zod(RenamePasskeyBody)) { name }: RenamePasskeyBody, @CurrentActor() actor: Actor): Promise<void> {
    return this.passkeys.rename(passkeyId, name, actor);
  }

  @Delete(':passkeyId')
  @HttpCode(204)
  @RequirePermission('own-account')
  @OwnProof()
  @RequireStepUp()
  @Returns(null, 'Removes a passkey')
  remove(@Param(zod(PasskeyParams)) { passkeyId }: PasskeyParams, @CurrentActor() actor: Actor): Promise<void> {
    return this.passkeys.remove(passkeyId, actor);
  }
}
