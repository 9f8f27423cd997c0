import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Sends the same request `count` times over `connections` kept-alive connections, each waiting for its answer. */
export async function sendRequests(port: number, request: string, count: number, connections: number): Promise<void> {
  let unsent = count;
  const clients = Array.from({ length: Math.min(connections, count) }, async () => {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    await once(socket, "connect");
    await exchange(socket, request, () => unsent-- > 0);
    socket.destroy();
  });
  await Promise.all(clients);
}

/** A POST request with a JSON body, as bytes on the wire. */
export function postRequest(path: string, body: unknown): string {
  const text = JSON.stringify(body);
  const headers = ["Host: 127.0.0.1", "Content-Type: application/json", `Content-Length: ${Buffer.byteLength(text)}`];
  return `POST ${path} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n${text}`;
}

function exchange(socket: Socket, request: string, mayGoOn: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let received = "";
    const next = (): void => {
      received = "";
      if (mayGoOn()) socket.write(request);
      else resolve();
    };
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed the connection")));
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const bodyStart = received.indexOf("\r\n\r\n") + 4;
      if (bodyStart < 4) return;
      if (!received.startsWith("HTTP/1.1 200")) reject(new Error(`the server answered ${received.slice(0, 200)}`));
      const length = /content-length: (\d+)/i.exec(received)?.[1];
      if (length === undefined ? received.endsWith("0\r\n\r\n") : received.length >= bodyStart + Number(length)) next();
    });
    next();
  });
}
