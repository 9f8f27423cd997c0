import type * as Resvg from "@resvg/resvg-js";
import type * as Vega from "vega";
import type * as VegaLite from "vega-lite";
import { MetricsError } from "../metrics-error.ts";
import type { VegaLiteSpec } from "../plots/spec.ts";

/** A Vega specification, made of a Vega-Lite one. */
export async function compileSpec(spec: VegaLiteSpec): Promise<Vega.Spec> {
  const lite = await load<typeof VegaLite>("vega-lite", () => import("vega-lite"));
  try {
    return lite.compile(spec as unknown as VegaLite.TopLevelSpec, { logger: quiet() }).spec;
  } catch (error) {
    throw failure("not a Vega-Lite specification", error);
  }
}

export async function drawSvg(compiled: Vega.Spec, { description }: VegaLiteSpec): Promise<string> {
  const vega = await load<typeof Vega>("vega", () => import("vega"));
  try {
    const view = new vega.View(vega.parse(compiled), { renderer: "none", logger: quiet() });
    const svg = await view.toSVG();
    view.finalize();
    return withAlternative(withOwnIds(svg), description);
  } catch (error) {
    throw failure("the specification cannot be drawn", error);
  }
}

export async function loadResvg(): Promise<typeof Resvg> {
  return load("@resvg/resvg-js", () => import("@resvg/resvg-js"));
}

/** Optional packages are loaded when they are needed, so that nobody else has to install them. */
async function load<Module>(name: string, importModule: () => Promise<Module>): Promise<Module> {
  try {
    return await importModule();
  } catch (error) {
    throw new MetricsError({
      code: "missingDependency",
      what: `rendering needs the package ${name}`,
      where: "@mlsys/metrics/render",
      fix: "run: npm install vega vega-lite @resvg/resvg-js",
      details: { package: name },
      cause: error,
    });
  }
}

function failure(what: string, cause: unknown): MetricsError {
  const found = cause instanceof Error ? cause.message : String(cause);
  return new MetricsError({ code: "renderingFailed", what, where: "@mlsys/metrics/render", found, cause });
}

/** Vega's warnings are about details of a specification that draws nonetheless. */
function quiet(): Vega.LoggerInterface {
  const logger = { level: () => logger, error, warn: () => logger, info: () => logger, debug: () => logger };
  return logger;
  function error(...values: readonly unknown[]): typeof logger {
    throw (
      values.find((value) => value instanceof Error) ?? failure("the specification cannot be drawn", values.join(" "))
    );
  }
}

/** Vega numbers gradients and clips over all drawings of a process; here they are numbered within the drawing. */
function withOwnIds(svg: string): string {
  const known = new Map<string, string>();
  return svg.replace(/(?<=id="|url\(#)(?:clip|gradient_)\d+/g, (id) => {
    const own = known.get(id) ?? `d${known.size}`;
    known.set(id, own);
    return own;
  });
}

/** Names the picture for readers who do not see it. */
function withAlternative(svg: string, description: string): string {
  const label = description.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  return svg.replace(/^<svg /, `<svg role="img" aria-label="${label}" `);
}
