import { Module } from '@nestjs/common';
import { ImportReceipts } from './import-receipts.repository.ts';
import { ImportUndos } from './import-undos.repository.ts';

@Module({ providers: [ImportReceipts, ImportUndos], exports: [ImportReceipts, ImportUndos] })
export class ImportReceiptsModule {}
