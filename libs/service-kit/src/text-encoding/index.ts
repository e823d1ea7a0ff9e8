export { sniffEncoding, type ByteEvidence } from './sniff-encoding.calc.ts';
