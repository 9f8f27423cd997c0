/** What Node's module of hashes has, as far as it is used here. */
interface NodeCrypto {
  createHash(name: "sha256"): { update(bytes: Uint8Array): { digest(encoding: "hex"): string } };
}

const K = /* @__PURE__ */ Int32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
);

/**
 * SHA-256 in pieces, without Node or Web Crypto (which is asynchronous), so that the same code hashes everywhere.
 *
 * @see FIPS 180-4.
 *
 * @example
 * ```ts
 * import { Sha256 } from "@mlsys/core";
 *
 * new Sha256().update("a").update("bc").digest().slice(0, 8); // => "ba7816bf"
 * ```
 */
export class Sha256 {
  private readonly state = Int32Array.of(
    0x6a09e667,
    0xbb67ae85,
    0x3c6ef372,
    0xa54ff53a,
    0x510e527f,
    0x9b05688c,
    0x1f83d9ab,
    0x5be0cd19,
  );
  private readonly words = new Int32Array(64);
  private readonly pending = new Uint8Array(64);
  private pendingLength = 0;
  private total = 0;

  /** Adds bytes, or the UTF-8 bytes of a text. */
  update(input: Uint8Array | string): this {
    const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
    this.total += bytes.length;
    let at = 0;
    if (this.pendingLength > 0) {
      at = Math.min(64 - this.pendingLength, bytes.length);
      this.pending.set(bytes.subarray(0, at), this.pendingLength);
      this.pendingLength += at;
      if (this.pendingLength < 64) return this;
      this.compress(this.pending, 0);
      this.pendingLength = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) this.compress(bytes, at);
    this.pending.set(bytes.subarray(at));
    this.pendingLength = bytes.length - at;
    return this;
  }

  /** The hash of all that was added, as 64 hexadecimal digits. Nothing can be added afterwards. */
  digest(): string {
    const tail = new Uint8Array(this.pendingLength < 56 ? 64 : 128);
    tail.set(this.pending.subarray(0, this.pendingLength));
    tail[this.pendingLength] = 0x80;
    const view = new DataView(tail.buffer);
    view.setUint32(tail.length - 8, Math.floor(this.total / 2 ** 29));
    view.setUint32(tail.length - 4, (this.total << 3) >>> 0);
    for (let at = 0; at < tail.length; at += 64) this.compress(tail, at);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  private compress(bytes: Uint8Array, start: number): void {
    this.schedule(bytes, start);
    const { state, words } = this;
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let d = state[3] as number;
    let e = state[4] as number;
    let f = state[5] as number;
    let g = state[6] as number;
    let h = state[7] as number;
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] as number) + (words[i] as number)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] = (state[0] as number) + a;
    state[1] = (state[1] as number) + b;
    state[2] = (state[2] as number) + c;
    state[3] = (state[3] as number) + d;
    state[4] = (state[4] as number) + e;
    state[5] = (state[5] as number) + f;
    state[6] = (state[6] as number) + g;
    state[7] = (state[7] as number) + h;
  }

  /** The sixteen words of a block, and the 48 made of them. */
  private schedule(bytes: Uint8Array, start: number): void {
    const { words } = this;
    for (let i = 0, at = start; i < 16; i++, at += 4) {
      const high = ((bytes[at] as number) << 24) | ((bytes[at + 1] as number) << 16);
      words[i] = high | ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number);
    }
    for (let i = 16; i < 64; i++) {
      const w15 = words[i - 15] as number;
      const w2 = words[i - 2] as number;
      const s0 = ((w15 >>> 7) | (w15 << 25)) ^ ((w15 >>> 18) | (w15 << 14)) ^ (w15 >>> 3);
      const s1 = ((w2 >>> 17) | (w2 << 15)) ^ ((w2 >>> 19) | (w2 << 13)) ^ (w2 >>> 10);
      words[i] = ((words[i - 16] as number) + s0 + (words[i - 7] as number) + s1) | 0;
    }
  }
}

/** Fewer bytes are hashed here before Node's hash is made. */
const WORTH_A_CALL = 1024;

/**
 * The SHA-256 of bytes, or of the UTF-8 bytes of a text; by Node's own hash where there is one, which takes a tenth of the time.
 *
 * @param input - bytes or text.
 * @returns 64 hexadecimal digits.
 * @see FIPS 180-4.
 *
 * @example
 * ```ts
 * import { sha256 } from "@mlsys/core";
 *
 * sha256("").slice(0, 8); // => "e3b0c442"
 * ```
 */
export function sha256(input: Uint8Array | string): string {
  const bytes = typeof input === "string" ? new TextEncoder().encode(input) : input;
  const node = bytes.length < WORTH_A_CALL ? undefined : nodeCrypto();
  return node === undefined
    ? new Sha256().update(bytes).digest()
    : node.createHash("sha256").update(bytes).digest("hex");
}

function nodeCrypto(): NodeCrypto | undefined {
  const node = (globalThis as { readonly process?: { readonly getBuiltinModule?: (id: string) => unknown } }).process;
  return node?.getBuiltinModule?.("node:crypto") as NodeCrypto | undefined;
}
