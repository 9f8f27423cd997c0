/** The folder of the sources, also seen from the bundle that is made of them. */
export const sources = new URL("../src/", import.meta.url);
