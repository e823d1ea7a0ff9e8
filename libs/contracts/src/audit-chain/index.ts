export { canonicalJson } from './canonical-json.ts';
export { chainColumns, toChainRecord, type ChainRow } from './chain-rows.ts';
export {
  commit, commitmentOf, faultWithin, genesisHash, nextRecord, recordHashOf, recordSchema,
  type ActorDetails, type ChainRecord, type Committed, type ContentDetails, type RecordFacts,
} from './chain-record.ts';
export { chainStart, ChainVerifier, type ChainClaims, type ChainPlace, type ChainReport } from './chain-verifier.ts';
export { eraseAction, ErasedSequences } from './erased-details.ts';
export { chainFaults, type ChainFault, type Finding } from './place-of-fault.ts';
export { recordLine } from './record-line.ts';
export { AuditSeal, AuditSealKey, isGenuine, signSeal } from './seal.ts';
export { ExportHeader, exportFormat, NoAuditExport, verifyExport, verifyExportBytes, type ExportLine, type ExportReport, type Trusted } from './verify-export.ts';
