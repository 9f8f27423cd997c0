import { ServingError } from "../serving-error.ts";
import type { HttpCall, HttpReply } from "./call.ts";

/** What carries calls: the part of a handler that adapters use. */
export interface Transport {
  readonly maxBodyBytes: number;
  readonly answer: (call: HttpCall) => HttpReply | Promise<HttpReply>;
  readonly refuse: (error: unknown, call: HttpCall) => HttpReply;
}

/** Answers a web `Request` with a web `Response`. */
export async function respond({ maxBodyBytes, answer, refuse }: Transport, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const header = (name: string) => request.headers.get(name) ?? undefined;
  const call = { method: request.method, path: pathname, query: search.slice(1), header };
  try {
    return toResponse(await answer({ ...call, body: await bodyOf(request, maxBodyBytes) }));
  } catch (error) {
    return toResponse(refuse(error, call));
  }
}

/** The error of a body that is larger than allowed. */
export function tooLarge(maxBodyBytes: number): ServingError {
  return new ServingError({
    code: "bodyTooLarge",
    what: "the body is too large",
    fix: `send at most ${maxBodyBytes} bytes`,
    details: { maxBodyBytes },
  });
}

async function bodyOf(request: Request, maxBodyBytes: number): Promise<Uint8Array | undefined> {
  if (request.body === null) return undefined;
  if (Number(request.headers.get("content-length") ?? 0) > maxBodyBytes) throw tooLarge(maxBodyBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream, so nothing is read beyond the limit.
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw tooLarge(maxBodyBytes);
    chunks.push(chunk);
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}

function toResponse({ status, headers, body }: HttpReply): Response {
  return new Response(body.length === 0 ? null : (body as string | Uint8Array<ArrayBuffer>), { status, headers });
}
