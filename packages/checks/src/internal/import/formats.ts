/** Patterns of formats that schema languages name; dates are checks of their own. */
export const FORMATS: Readonly<Record<string, string | undefined>> = {
  email: "^[^@\\s]+@[^@\\s]+[.][^@\\s.]+$",
  uri: "^[A-Za-z][A-Za-z0-9+.-]*:[^ ]+$",
  uuid: "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
  ipv4: "^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])[.]){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])$",
  hostname: "^[A-Za-z0-9-]+(?:[.][A-Za-z0-9-]+)*$",
};
