/** Any handler in the style of `fetch`. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;
