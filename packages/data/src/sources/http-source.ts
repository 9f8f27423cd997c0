import { throwIfAborted } from "@mlsys/core";
import { DataError } from "../errors/data-error.ts";
import type { ByteSource } from "./byte-source.ts";
import { chunksOfStream } from "./memory-source.ts";

/** What a URL answers, fetched once. */
export function httpSource(url: string): ByteSource {
  return {
    name: url,
    reopens: false,
    open: async (signal) => {
      const response = await fetch(url, signal === undefined ? {} : { signal }).catch((cause: unknown) => {
        throwIfAborted(signal, `reading ${url}`);
        const found = cause instanceof Error ? messageOf(cause) : String(cause);
        throw new DataError({ code: "readFailed", what: "the URL cannot be read", where: url, found, cause });
      });
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        throw new DataError({
          code: response.status === 404 || response.status === 410 ? "notFound" : "badStatus",
          what: "the server refused the request",
          where: url,
          found: `status ${response.status}`,
          details: { source: url, status: response.status },
        });
      }
      const length = Number(response.headers.get("content-length") ?? NaN);
      const packed = response.headers.has("content-encoding");
      const chunks = chunksOfStream(response.body, url) as AsyncIterable<Uint8Array>;
      return { ...(length >= 0 && !packed && { size: length }), chunks };
    },
  };
}

function messageOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
