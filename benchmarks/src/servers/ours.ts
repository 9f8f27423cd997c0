// Our server: a fitted model of ten features, as it would come from a bundle, over our Node server.
import { Matrix, randomState, silentLogger } from "@mlsys/core";
import { linearRegression } from "@mlsys/models";
import { inferSignature } from "@mlsys/models/bundle";
import { fromBundle } from "@mlsys/serving";
import { serve } from "@mlsys/serving/node";
import { coef, intercept } from "./model.ts";

const X = new Matrix(100, coef.length, randomState(0).standardNormal(100 * coef.length));
const y = Float64Array.from({ length: 100 }, (_, i) =>
  X.row(i).reduce((sum, x, j) => sum + x * (coef[j] ?? 0), intercept),
);
const model = linearRegression().fit(X, y);
const manifest = { name: "linear", signature: inferSignature(X, y) };
const server = await serve(fromBundle({ manifest, model }), { port: 0, handler: { logger: silentLogger } });
process.stdout.write(`${server.port}\n`);
