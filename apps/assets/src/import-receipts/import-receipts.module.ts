import { Module } from '@nestjs/common';
import { ImportReceipts } from './import-receipts.repository.ts';

@Module({ providers: [ImportReceipts], exports: [ImportReceipts] })
export class ImportReceiptsModule {}
