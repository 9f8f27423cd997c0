import { afterEach } from "vitest";
import { refusedHosts } from "./loopback-only.ts";

// Tests talk to loopback only. A connection elsewhere fails its test even when the code under test swallows the refusal.

afterEach(() => {
  const hosts = refusedHosts();
  if (hosts.length > 0) throw new Error(`A test must not leave this machine: it tried ${hosts.join(", ")}`);
});
