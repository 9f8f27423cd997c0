export { bundleFromFiles, bundleToFiles } from "./bundle-files.ts";
export type { Bundle, BundleDetails, BundledModel, BundleFiles } from "./bundle-files.ts";
export { loadBundle, saveBundle, verifyBundle } from "./bundle-storage.ts";
export type { BundleVerification } from "./bundle-storage.ts";
export { inferSignature } from "./infer-signature.ts";
export type { ModelInput } from "./infer-signature.ts";
export type { BundleGate, BundleManifest, ModelSignature, SignatureInput } from "./manifest.ts";
