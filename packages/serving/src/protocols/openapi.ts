import { z } from "zod";
import { jsonReply } from "../http/replies.ts";
import type { Protocol } from "../http/router.ts";
import type { PredictionService } from "../model/prediction-service.ts";
import type { ServableModel } from "../model/servable-model.ts";
import type { InputField } from "../model/signature.ts";
import { fieldSchema } from "../rows/row-schema.ts";

/** `GET /openapi.json`: the routes of the handler in OpenAPI 3.1, with the schemas of the model at hand. */
export function openApiProtocol(service: PredictionService): Protocol {
  const document = openApiDocument(service);
  return {
    name: "openapi",
    routes: [
      {
        path: "/openapi.json",
        get: () => jsonReply(document, 200, { "content-type": "application/json", "cache-control": "no-cache" }),
      },
    ],
  };
}

function openApiDocument({ model, limits }: PredictionService): object {
  const { inputs } = model.signature;
  const schemas = inputs.map((input) => [input, jsonSchema(input, limits.maxTextLength)] as const);
  return {
    openapi: "3.1.0",
    info: { title: model.name, version: model.version, description: `Predictions of the model ${model.name}.` },
    paths: {
      "/predict": { get: getPredict(schemas), post: postPredict(model, schemas, limits.maxRows) },
      "/health": { get: plain("health", "Tells that the process runs", "The process runs.") },
      "/ready": { get: { ...plain("ready", "Tells whether to send requests", "Ready for requests."), ...notReady() } },
      "/metadata": { get: plain("metadata", "Describes the model and where it comes from", "The description.") },
      "/openapi.json": { get: plain("openapi", "This document", "The document.") },
    },
    components: { schemas: { Predictions: predictionsSchema(model), Problem: PROBLEM } },
  };
}

type InputSchema = readonly [InputField, object];

function getPredict(schemas: readonly InputSchema[]): object {
  return {
    operationId: "predictQuery",
    summary: "Predicts from the query; numbers are lists separated by commas",
    parameters: schemas.map(([{ name, optional, type, description }, schema]) => ({
      name,
      in: "query",
      required: optional !== true,
      ...(description !== undefined && { description }),
      style: "form",
      explode: type === "text" || type === "category" || type === "instant",
      schema: { type: "array", items: schema },
    })),
    responses: responses(["400", "422", "500", "503"]),
  };
}

function postPredict(model: ServableModel, schemas: readonly InputSchema[], maxItems: number): object {
  const { inputs } = model.signature;
  const row = {
    type: "object",
    properties: Object.fromEntries(schemas.map(([{ name }, schema]) => [name, schema])),
    required: inputs.filter(({ optional }) => optional !== true).map(({ name }) => name),
    additionalProperties: false,
  };
  const list = {
    type: "array",
    prefixItems: schemas.map(([, schema]) => schema),
    minItems: inputs.length,
    maxItems: inputs.length,
  };
  const [[, only] = []] = schemas;
  const forms = [row, list, ...(schemas.length === 1 && only !== undefined ? [only] : [])];
  const rows = { anyOf: forms.map((items) => ({ type: "array", items, maxItems })) };
  const [example] = model.examples ?? [];
  return {
    operationId: "predict",
    summary: "Predicts rows: objects by name, lists in order, or bare values where there is one input",
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            oneOf: ["rows", "instances"].map((key) => ({
              type: "object",
              properties: { [key]: rows },
              required: [key],
              additionalProperties: false,
            })),
          },
          ...(example !== undefined && {
            example: { rows: [Object.fromEntries(inputs.map(({ name }, i) => [name, example[i] ?? null]))] },
          }),
        },
        "application/x-www-form-urlencoded": { schema: row },
      },
    },
    responses: responses(["400", "413", "415", "422", "500", "503"]),
  };
}

function predictionsSchema({ signature: { output } }: ServableModel): object {
  const value =
    output.type === "number" ? { type: "number" } : output.classes === undefined ? {} : { enum: output.classes };
  const probability = { type: "object", additionalProperties: { type: "number", minimum: 0, maximum: 1 } };
  return {
    type: "object",
    required: ["data", "metadata"],
    properties: {
      data: {
        type: "object",
        required: ["predictions"],
        properties: {
          predictions: { type: "array", items: value },
          ...(output.type === "class" && { probabilities: { type: "array", items: probability } }),
        },
      },
      metadata: {
        type: "object",
        required: ["eventId", "serverTimestamp", "time", "model"],
        properties: {
          eventId: { type: "string", format: "uuid" },
          serverTimestamp: { type: "integer", description: "milliseconds since 1970" },
          time: { type: "number", description: "seconds spent" },
          model: {
            type: "object",
            required: ["name", "version"],
            properties: Object.fromEntries(
              ["name", "version", "hash", "runId"].map((name) => [name, { type: "string" }]),
            ),
          },
        },
      },
    },
  };
}

function responses(errors: readonly string[]): object {
  return {
    "200": { description: "The predictions.", content: content("application/json", "Predictions") },
    ...Object.fromEntries(errors.map((status) => [status, problem(MEANINGS[status] ?? "A problem.")])),
  };
}

function plain(operationId: string, summary: string, description: string) {
  return {
    operationId,
    summary,
    responses: { "200": { description, content: { "application/json": { schema: { type: "object" } } } } },
  };
}

function notReady() {
  const ok = { description: "Ready for requests.", content: { "application/json": { schema: { type: "object" } } } };
  return { responses: { "200": ok, "503": problem("Not ready.") } };
}

function problem(description: string): object {
  return { description, content: content("application/problem+json", "Problem") };
}

function content(type: string, schema: string): object {
  return { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } };
}

const MEANINGS: Readonly<Record<string, string>> = {
  "400": "The request does not fit the model's inputs.",
  "413": "The body is too large.",
  "415": "The body is of a type that is not read here.",
  "422": "A row lies outside of what the model can predict.",
  "500": "The model failed.",
  "503": "Too many requests, or not ready.",
};

const PROBLEM = {
  type: "object",
  required: ["type", "title", "status", "detail", "code", "requestId"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string" },
    requestId: { type: "string" },
    issues: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message"],
        properties: { path: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

function jsonSchema(input: InputField, maxTextLength: number): object {
  const { $schema: _, ...schema } = z.toJSONSchema(fieldSchema(input, maxTextLength), { io: "output" });
  return schema;
}
