/** The fields of a plant's authority records that tasks may fill. */
export const authorityFields: Readonly<Record<string, ReadonlySet<string>>> = {
  dso: new Set(['ticaCode', 'ticaRequestedOn', 'ticaApprovedOn', 'ticaExpiresOn', 'connectionRequestCode', 'connectionPowerKw', 'podCode', 'podActivatedOn', 'meterSerial', 'worksEndedOn', 'testedOn', 'portalUser', 'substation']),
  terna: new Set(['gaudiCode', 'gaudiRegisteredOn', 'censimpCode', 'myTernaUser']),
  gse: new Set(['conventionNumber', 'conventionOn', 'gseUser', 'practiceCode', 'antimafiaProtocol', 'antimafiaOn', 'antimafiaExpiresOn', 'fuelMixYear']),
  customs: new Set(['licenceCode', 'licenceIssuedOn', 'licenceExpiresOn', 'workshopCode', 'yearlyConsumptionKwh', 'declarationYear', 'declarationSubmittedOn', 'declarationProtocol', 'feeAmountEur', 'feePaidOn', 'feeReceipt', 'sealVerifiedOn', 'nextSealVerificationOn', 'sealNumber']),
};
