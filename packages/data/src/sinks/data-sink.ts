/** Where data are written to: a path, a `file:` URL, or whatever takes pieces one by one (a promise is waited for). */
export type DataSink = string | URL | { write(piece: string): unknown };
