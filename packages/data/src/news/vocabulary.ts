/** Figures that a company wants to see rise. */
export const welcomeFigures = [
  "operating profit",
  "net sales",
  "net profit",
  "revenue",
  "order intake",
  "cash flow",
] as const;

/** Figures that a company wants to see fall. */
export const unwelcomeFigures = [
  "personnel costs",
  "material costs",
  "interest-bearing debt",
  "credit losses",
  "impairment losses",
] as const;

export const risingVerbs = ["rose", "increased", "grew", "climbed"] as const;
export const fallingVerbs = ["fell", "decreased", "dropped", "declined"] as const;

/** A movement as an adjective, as in "higher costs". */
export const risingAdjectives = ["higher", "growing"] as const;
export const fallingAdjectives = ["lower", "shrinking"] as const;

/** Events whose verb alone does not tell whether they are good. */
export const goodEvents = [
  "won a new order worth {amount} from a customer in {place}",
  "raised its full-year outlook",
  "cut its costs by {percent} %",
  "raised its dividend to {share} a share",
  "reduced its debt by {amount}",
  "settled the dispute over the delivery to {place}",
  "resumed production at its plant in {place}",
  "opened a second line after strong demand for its {product}",
  "beat its own forecast for the year",
  "will hire {few} people at its plant in {place} as demand recovers",
  "signed a supply agreement worth {amount} with a customer in {place}",
] as const;

export const badEvents = [
  "lost an order worth {amount} from a customer in {place}",
  "cut its full-year outlook",
  "raised its cost forecast by {percent} %",
  "cut its dividend to {share} a share",
  "increased its debt by {amount}",
  "faces a dispute over the delivery to {place}",
  "halted production at its plant in {place}",
  "closed a second line after weak demand for its {product}",
  "missed its own forecast for the year",
  "will lay off {few} people at its plant in {place} as demand weakens",
  "issued a profit warning and halted its investments in {place}",
  "cancelled a supply agreement worth {amount} with a customer in {place}",
] as const;

export const products = [
  "paper machines",
  "mobile software",
  "forest tractors",
  "steel structures",
  "medical scanners",
  "lifts",
  "packaging board",
  "wind turbines",
  "payment terminals",
  "marine engines",
  "dairy products",
  "network equipment",
] as const;

export const places = [
  "Helsinki",
  "Stockholm",
  "Tallinn",
  "Oslo",
  "Riga",
  "Gdansk",
  "Hamburg",
  "St Petersburg",
  "Vilnius",
  "Lyon",
  "Chennai",
  "Shanghai",
] as const;

export const units = [
  "the group",
  "the company",
  "the machinery division",
  "the services unit",
  "the retail business",
  "the Baltic subsidiary",
] as const;

export const roles = [
  "chief financial officer",
  "head of logistics",
  "member of the board",
  "managing director",
  "head of research",
  "sales director",
] as const;

export const firstNames = ["Aino", "Mikael", "Sofia", "Lars", "Elina", "Juhani", "Petra", "Oskar"] as const;
export const lastNames = ["Halme", "Lindqvist", "Saarela", "Berg", "Koivula", "Nyholm", "Tamm", "Ozols"] as const;

export const months = [
  "January",
  "February",
  "March",
  "April",
  "June",
  "August",
  "September",
  "October",
  "November",
] as const;

/** Names of companies are put together from these. */
export const nameHeads = ["Alder", "Bran", "Corv", "Eld", "Fenn", "Grav", "Hald", "Kest", "Lund", "Marn", "Ost", "Quill", "Rav", "Tarn", "Vel", "Wend"] as const; // prettier-ignore
export const nameTails = ["aria", "emark", "inex", "ovik", "undal", "aton", "ista", "ore"] as const;
export const nameForms = ["", "", " Oyj", " Group", " Plc", " AB"] as const;
