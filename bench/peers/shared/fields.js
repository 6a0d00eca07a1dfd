// The profile of 15 fields, the same for each rival: countries, languages, zones, and the fields in their order.
export const COUNTRIES = (
  'AD AE AF AG AI AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG ' +
  'CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM ' +
  'GN GQ GR GT GW GY HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB ' +
  'LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO ' +
  'NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ' +
  'ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS YE ZA ZM ZW'
).split(' ');

export const LANGS = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ru', 'ja'];
export const ZONES = [
  'UTC',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Moscow',
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
];

// Name, type of the input (or select), whether it is required, greatest length.
export const FIELDS = [
  ['firstName', 'text', 1, 64],
  ['lastName', 'text', 1, 64],
  ['displayName', 'text', 0, 64],
  ['email', 'email', 1, 254],
  ['phone', 'tel', 0, 20],
  ['company', 'text', 0, 128],
  ['vatId', 'text', 0, 20],
  ['address1', 'text', 1, 128],
  ['address2', 'text', 0, 128],
  ['city', 'text', 1, 64],
  ['region', 'text', 0, 64],
  ['postalCode', 'text', 1, 16],
  ['country', 'select', 1, 2],
  ['language', 'select', 1, 5],
  ['timezone', 'select', 1, 40],
];

export const OPTIONS = { country: COUNTRIES, language: LANGS, timezone: ZONES };
