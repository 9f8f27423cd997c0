// Runs a command of this repository in a prepared work tree: `node tools/setup.cjs [command [arguments…]]`.
// It checks the version of Node, installs the dependencies if they are missing or out of date, and puts the pinned
// Node first on PATH. The syntax is that of Node 8, so that an old Node reads far enough to say that it is too old.
"use strict";

const minimum = [20, 19];
const current = process.versions.node.split(".").map(Number);
if (current[0] < minimum[0] || (current[0] === minimum[0] && current[1] < minimum[1])) {
  process.stderr.write(
    "mlsys needs Node " +
      minimum.join(".") +
      " or newer: this is Node " +
      process.versions.node +
      "; install a newer one.\n",
  );
  process.exit(1);
}

const { spawn, spawnSync } = require("child_process");
const { createHash } = require("crypto");
const fs = require("fs");
const path = require("path");

const root = path.resolve(__dirname, "..");
const modules = path.join(root, "node_modules");
const stampFile = path.join(modules, ".mlsys-setup");
const onWindows = process.platform === "win32";

const environment = Object.assign({}, process.env, {
  DO_NOT_TRACK: "1",
  NX_DAEMON: "false",
  NX_NO_CLOUD: "true",
  NX_TUI: "false",
});

main(process.argv.slice(2));

function main(command) {
  const wanted = stamp();
  if (installedStamp() !== wanted) install(wanted);
  if (command.length > 0) run(command[0], command.slice(1));
}

/** A hash of all that decides what an installation holds. */
function stamp() {
  const hash = createHash("sha256").update(process.platform + " " + process.arch);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml"].concat(manifests())) {
    hash.update("\0" + file + "\0").update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

function manifests() {
  const folders = ["", "benchmarks"];
  for (const parent of ["packages", "examples"]) {
    for (const name of fs.readdirSync(path.join(root, parent)).sort()) folders.push(path.join(parent, name));
  }
  return folders
    .map((folder) => path.join(folder, "package.json"))
    .filter((file) => fs.existsSync(path.join(root, file)));
}

function installedStamp() {
  return fs.existsSync(stampFile) ? fs.readFileSync(stampFile, "utf8") : undefined;
}

function install(wanted) {
  process.stderr.write("Setting up: installing dependencies (once, about a minute) … ");
  const started = Date.now();
  const result = spawnSync(
    onWindows ? "npx.cmd" : "npx",
    ["--yes", "pnpm@12", "install", "--frozen-lockfile", "--reporter=append-only"],
    {
      cwd: root,
      // CI=true keeps pnpm from asking before it replaces a stale node_modules.
      env: Object.assign({}, environment, { CI: "true" }),
      encoding: "utf8",
      maxBuffer: 1 << 28,
      shell: onWindows,
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  if (result.error || result.status !== 0) {
    const details = result.error ? result.error.message : result.stdout + result.stderr;
    process.stderr.write("failed:\n" + details + "\n");
    process.exit(result.status || 1);
  }
  fs.writeFileSync(stampFile, wanted);
  process.stderr.write("done in " + Math.round((Date.now() - started) / 1000) + " s.\n");
}

function run(name, parameters) {
  const pathKey = Object.keys(environment).find((key) => key.toUpperCase() === "PATH") || "PATH";
  // Nx takes entries that begin with the normalised path of node_modules off PATH, and then cannot find pnpm.
  const unnormalised = [root, ".", "node_modules"].join(path.sep);
  const folders = [unnormalised + path.sep + ".bin", environment[pathKey]];
  environment[pathKey] = folders.join(path.delimiter);
  const child = spawn(onWindows ? quote(name) : name, onWindows ? parameters.map(quote) : parameters, {
    env: environment,
    shell: onWindows,
    stdio: "inherit",
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const forward = (signal) => {
    // A terminal sends Ctrl-C to the child as well.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of signals) process.on(signal, forward);
  child.on("error", (error) => {
    process.stderr.write("Cannot run " + name + ": " + error.message + "\n");
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    for (const each of signals) process.removeListener(each, forward);
    if (signal) process.kill(process.pid, signal);
    else process.exit(code);
  });
}

/** For cmd.exe, which `shell: true` hands one line. */
function quote(text) {
  return /[^\w@./:=\\-]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}
