import type { HttpCall, HttpReply, RoutedCall } from "../http/call.ts";
import { andThen } from "../http/replies.ts";
import { FORM_TYPE, formFields } from "../http/form-body.ts";
import { mediaType, refuseEncoding, unsupported } from "../http/json-body.ts";
import { problemOf } from "../http/problem.ts";
import type { Protocol } from "../http/router.ts";
import { type Logger } from "@mlsys/core";
import type { CheckedPredictions, PredictionService } from "../model/prediction-service.ts";
import type { FieldState } from "../page/fields.ts";
import { fieldValues, page } from "../page/page.ts";
import { PAGE_SCRIPT } from "../page/page-script.ts";
import { PAGE_STYLE } from "../page/page-style.ts";
import { issuePath } from "../rows/row-issues.ts";
import { rowFromFields } from "../rows/text-rows.ts";

/** The page at `/`, made from the model's signature: a form, its result, a script and a style sheet, nothing from elsewhere. */
export function pageProtocol(service: PredictionService, logger: Logger): Protocol {
  const { model, readRows, predict } = service;
  const { inputs } = model.signature;

  const show = (call: HttpCall): HttpReply => {
    const example = model.examples?.[Number(new URLSearchParams(call.query).get("example") ?? NaN)];
    return pageReply(
      page(model, { fields: example === undefined ? [] : fieldValues(example), origin: originOf(call) }),
    );
  };

  const submit = async (call: RoutedCall): Promise<HttpReply> => {
    refuseEncoding(call);
    const type = mediaType(call);
    if (type !== FORM_TYPE) throw unsupported(type ?? "none", "send a form, or JSON to /predict");
    const given = formFields(call);
    const states = inputs.map(({ name }) => ({ value: given.get(name) ?? "" }));
    try {
      const rows = readRows([rowFromFields(model.signature, given)], "form");
      return await andThen(predict(rows), (answer) => succeed(call, states, answer));
    } catch (error) {
      return fail(call, states, error);
    }
  };

  const succeed = (call: RoutedCall, fields: readonly FieldState[], answer: CheckedPredictions) => {
    const outcome = { answer, requestId: call.requestId, milliseconds: performance.now() - call.startedAt };
    return pageReply(page(model, { fields, outcome, origin: originOf(call) }));
  };

  const fail = (call: RoutedCall, states: readonly FieldState[], error: unknown) => {
    const { status, issues, detail, requestId } = problemOf(error, call.requestId, logger);
    const fields = inputs.map(({ name }, i) => ({
      value: states[i]?.value ?? "",
      error: sentence(issues.find(({ path }) => path === issuePath("form", [0, name]))?.message),
    }));
    const failure = fields.some((field) => field.error !== undefined) ? "Please correct the marked fields." : detail;
    return pageReply(page(model, { fields, outcome: { failure, requestId }, origin: originOf(call) }), status);
  };

  return {
    name: "page",
    routes: [
      { path: "/", get: show, post: submit },
      { path: "/page.js", get: () => asset("text/javascript; charset=utf-8", PAGE_SCRIPT) },
      { path: "/page.css", get: () => asset("text/css; charset=utf-8", PAGE_STYLE) },
    ],
  };
}

function sentence(message: string | undefined): string | undefined {
  return message === undefined ? undefined : `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
}

const CONTENT_SECURITY_POLICY = /* @__PURE__ */ [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

function pageReply(body: string, status = 200): HttpReply {
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    },
    body,
  };
}

function asset(type: string, body: string): HttpReply {
  return {
    status: 200,
    headers: { "content-type": type, "cache-control": "no-cache", "cross-origin-resource-policy": "same-origin" },
    body,
  };
}

// The header is the client's own; only what can be a host is shown.
function originOf(call: HttpCall): string {
  const host = call.header("host") ?? "";
  const scheme = call.header("x-forwarded-proto") === "https" ? "https" : "http";
  return `${scheme}://${/^[\w.:[\]-]{1,255}$/.test(host) ? host : "localhost"}`;
}
