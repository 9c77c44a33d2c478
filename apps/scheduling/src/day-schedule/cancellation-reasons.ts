/** HL7 code system `appointment-cancellation-reason`: what FHIR R4 Appointment.cancelationReason is taken from. */
export const cancellationReasons = [
  'pat',
  'pat-crs',
  'pat-cpp',
  'pat-dec',
  'pat-fb',
  'pat-lt',
  'pat-mt',
  'pat-mv',
  'pat-preg',
  'pat-swl',
  'pat-ucp',
  'prov',
  'prov-pers',
  'prov-dch',
  'prov-edu',
  'prov-hosp',
  'prov-labs',
  'prov-mri',
  'prov-onc',
  'maint',
  'meds-inc',
  'other',
  'oth-cms',
  'oth-err',
  'oth-fin',
  'oth-iv',
  'oth-int',
  'oth-mu',
  'oth-room',
  'oth-oerr',
  'oth-swie',
  'oth-weath',
] as const;

/** What cancellations were coded with before they had the codes of HL7; events that hold them are read for ever. */
export const formerCancellationReasons = ['patient', 'department', 'no-longer-needed', 'entered-in-error'] as const;

/** For whom somebody asks: types of FHIR R4 resources, as in Provenance.agent.onBehalfOf. Who asks stands in the event's metadata. */
export const onBehalfOf = ['Patient', 'RelatedPerson', 'Practitioner', 'Organization'] as const;
