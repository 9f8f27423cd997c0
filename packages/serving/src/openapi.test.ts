import { silentLogger } from "@mlsys/core";
import { createHandler, type ServableModel } from "@mlsys/serving";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { loan, regression, sentiment } from "./fixtures/models.ts";

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: object; readonly example?: unknown }>>;
  };
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

async function documentOf(model: ServableModel): Promise<Document> {
  const handler = createHandler(model, { logger: silentLogger });
  return (await (await handler(new Request("http://localhost/openapi.json"))).json()) as Document;
}

describe("/openapi.json", () => {
  it.each([regression, sentiment, loan])("describes every route of $name once", async (model) => {
    const { openapi, paths } = await documentOf(model);
    expect(openapi).toBe("3.1.0");
    expect(Object.keys(paths).toSorted()).toEqual(["/health", "/metadata", "/openapi.json", "/predict", "/ready"]);
    const ids = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has no reference that leads nowhere", async () => {
    const document = await documentOf(loan);
    const references = JSON.stringify(document).match(/"#\/components\/schemas\/\w+"/g) ?? [];
    expect(references.length).toBeGreaterThan(5);
    for (const reference of references) {
      expect(Object.keys(document.components.schemas)).toContain(/(\w+)"$/.exec(reference)?.[1]);
    }
  });

  it("gives schemas that take the example and the reply, and refuse other names", async () => {
    const document = await documentOf(loan);
    const operation = document.paths["/predict"]?.["post"];
    const { schema, example } = operation?.requestBody?.content["application/json"] ?? { schema: {} };
    const request = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    expect(request.safeParse(example).success).toBe(true);
    expect(request.safeParse({ rows: [{ amuont: 1 }] }).success).toBe(false);

    const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(example) };
    const response = await createHandler(loan)(new Request("http://localhost/predict", init));
    const reply = z.fromJSONSchema(
      document.components.schemas["Predictions"] as Parameters<typeof z.fromJSONSchema>[0],
    );
    expect(reply.safeParse(await response.json()).success).toBe(true);
  });

  it("lists both statuses of readiness", async () => {
    const { paths } = await documentOf(regression);
    expect(Object.keys(paths["/ready"]?.["get"]?.responses ?? {})).toEqual(["200", "503"]);
  });
});
