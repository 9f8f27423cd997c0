// What is published differs from what lies here in one point: it holds no sources, so its manifest names none, nor what only
// development needs. `pnpm_config_pnpmfile` makes `pnpm pack` and `pnpm publish` read this file.
"use strict";

const forDevelopment = ["devDependencies", "scripts", "nx"];

module.exports = { hooks: { beforePacking } };

function beforePacking(manifest) {
  const exported = Object.entries(manifest.exports).map(([subpath, target]) => [
    subpath,
    typeof target === "string" ? target : { types: target.types, default: target.default },
  ]);
  const kept = Object.entries(manifest).filter(([name]) => !forDevelopment.includes(name));
  return { ...Object.fromEntries(kept), exports: Object.fromEntries(exported) };
}
