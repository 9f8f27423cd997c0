// The baseline: node:http, a hand-written check of the body, and a dot product.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { coef, intercept } from "./model.ts";

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { instances } = JSON.parse(Buffer.concat(chunks).toString()) as { instances: number[][] };
    const predictions = instances.map((row) => {
      if (!Array.isArray(row) || row.length !== coef.length || !row.every(Number.isFinite))
        throw new TypeError("bad row");
      return row.reduce((sum, x, j) => sum + x * (coef[j] ?? NaN), intercept);
    });
    const body = JSON.stringify({ predictions });
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
