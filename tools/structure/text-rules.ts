/** A file of the repository, as text. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** Folders of somebody's machine. */
const machinePath = /(?<![\w.:/~-])\/(?:work|root|home\/\w+|Users\/\w+)\/[\w.-]+/;

/**
 * Places in a text that only exist on the machine where it was written: absolute paths of home and work folders, and the
 * hosts of private package registries.
 *
 * @param file - name and text.
 * @param hosts - host names that must not occur.
 * @returns one sentence for each line.
 */
export function machineFaults({ name, text }: TextFile, hosts: readonly string[]): readonly string[] {
  return text.split("\n").flatMap((line, at) => {
    const place = machinePath.exec(line)?.[0];
    const faults = place === undefined ? [] : [`${name}:${at + 1} holds the machine path ${place}`];
    return hosts.some((host) => line.includes(host))
      ? [...faults, `${name}:${at + 1} names a package registry`]
      : faults;
  });
}

/**
 * The hosts of the registries that package managers are set to, but for those on loopback.
 *
 * @param urls - the addresses in their settings.
 * @returns host names.
 */
export function privateHosts(urls: readonly string[]): string[] {
  const open = new Set(["localhost", "127.0.0.1"]);
  const hosts = urls.flatMap((url) => (URL.canParse(url) ? [new URL(url).hostname] : []));
  return [...new Set(hosts)].filter((host) => host !== "" && !open.has(host));
}
