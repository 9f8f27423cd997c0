import { silentLogger } from "@mlsys/core";
import { createHandler, type ServableModel } from "@mlsys/serving";
import { describe, expect, it } from "vitest";
import { loan, regression, sentiment } from "./fixtures/models.ts";

async function show(model: ServableModel, path = "/", fields?: Record<string, string>) {
  const init = fields === undefined ? {} : { method: "POST", body: new URLSearchParams(fields) };
  const response = await createHandler(model, { logger: silentLogger })(new Request(`http://localhost${path}`, init));
  return { status: response.status, headers: response.headers, html: await response.text() };
}

describe("the page", () => {
  it("has a labelled control for every input", async () => {
    const { html } = await show(loan);
    for (const { name } of loan.signature.inputs) {
      const id = new RegExp(`<label for="(field-\\d)"\\s*>${name}`).exec(html)?.[1];
      expect(html).toMatch(new RegExp(`<(?:input|select|textarea)[^>]*id="${String(id)}"[^>]*name="${name}"`));
    }
  });

  it("fills in an example of the model, and nothing for one that is not there", async () => {
    expect((await show(loan, "/?example=0")).html).toMatch(/name="amount"[^>]*value="1000"/);
    for (const query of ["?example=9", "?example=-1", "?example=x", "?example=__proto__", ""]) {
      expect((await show(loan, `/${query}`)).html).toMatch(/name="amount"[^>]*value=""/);
    }
  });

  it("predicts a form that was sent without a script", async () => {
    const number = await show(regression, "/", { x: "10" });
    expect(number.html).toContain("<strong>167.0728136890764</strong>");
    const label = await show(sentiment, "/", { sentence: "Profit rose" });
    expect(label.html).toContain("<strong>positive</strong>");
    expect(label.html).toContain("73.6 %");
    const row = await show(loan, "/", {
      amount: "9e3",
      years: "2",
      purpose: "car",
      employed: "true",
      note: "",
      income: "",
    });
    expect(row.html).toContain("<strong>false</strong>");
  });

  it("keeps what was typed, and says beside the field what is wrong with it", async () => {
    const { status, html } = await show(loan, "/", { amount: "many", years: "2", purpose: "" });
    expect(status).toBe(400);
    expect(html).toMatch(/name="amount"\s+aria-describedby="field-0-error"\s+aria-invalid="true"[^>]*value="many"/);
    expect(html).toContain("Expected a number, found &#34;many&#34;.");
    expect(html).toContain("Missing: expected one of &#34;car&#34;, &#34;house&#34;.");
    expect(html.match(/aria-invalid/g)).toHaveLength(2);
  });

  it("says so when the model fails, without the reason", async () => {
    const predict = () => Promise.reject(new RangeError("secret"));
    const { status, html } = await show({ ...regression, predict }, "/", { x: "1" });
    expect(status).toBe(500);
    expect(html).toContain("the server failed to answer");
    expect(html).not.toContain("secret");
  });

  it("refuses what is not a form", async () => {
    const response = await createHandler(regression)(new Request("http://localhost/", { method: "POST", body: "{}" }));
    expect(response.status).toBe(415);
  });

  it("escapes all that comes from the model and from the client", async () => {
    const hostile = `"><script>alert(1)</script>&'`;
    const model: ServableModel = {
      ...sentiment,
      name: hostile,
      version: hostile,
      runId: hostile,
      gates: [{ name: hostile, passed: false, severity: "warning", message: hostile }],
      signature: {
        inputs: [{ name: hostile, type: "text", description: hostile }],
        output: { type: "class", name: hostile, classes: [hostile, "b", "c"] },
      },
      examples: [[hostile]],
      predict: () => ({ predictions: [hostile], probabilities: [[0.5, 0.25, 0.25]] }),
    };
    for (const fields of [undefined, { [hostile]: hostile }, { [`${hostile}2`]: hostile }]) {
      const { html } = await show(model, "/?example=0", fields);
      expect(html).not.toContain("<script>alert");
      expect(html.match(/<script/g)).toEqual(["<script"]);
      expect(html).not.toMatch(/"">/);
    }
  });

  it("shows the host only when it can be one", async () => {
    const handler = createHandler(regression);
    const ask = async (host: string) => (await handler(new Request("http://localhost/", { headers: { host } }))).text();
    expect(await ask("model.example:8080")).toContain("curl http://model.example:8080/predict");
    expect(await ask("$(reboot)")).toContain("curl http://localhost/predict");
  });

  it("warns of gates that failed", async () => {
    expect((await show(sentiment)).html).toContain("<b>negative recall</b>: 0.05 is below 0.5");
    expect((await show(regression)).html).not.toContain('class="notice"');
  });

  it("may load nothing from elsewhere, and run nothing but its own script", async () => {
    const { headers, html } = await show(sentiment);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy.split("; ")).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy).not.toContain("unsafe");
    expect(html).not.toMatch(/ style=| on\w+=|https:\/\//);
  });

  it("weighs less than 30 kB, script and style included", async () => {
    const parts = await Promise.all(["/", "/page.js", "/page.css"].map((path) => show(sentiment, path)));
    expect(parts.map(({ headers }) => headers.get("content-type"))).toEqual([
      "text/html; charset=utf-8",
      "text/javascript; charset=utf-8",
      "text/css; charset=utf-8",
    ]);
    expect(parts.reduce((sum, { html }) => sum + html.length, 0)).toBeLessThan(30_000);
  });
});
