import { renderSvg } from "@mlsys/metrics/render";
import { expect, test } from "vitest";
import { composed } from "./pipelines.ts";
import { supervised } from "./supervised.ts";
import { unsupervised } from "./unsupervised.ts";

const pictures = Object.entries({ ...supervised, ...unsupervised, ...composed });

test.each(pictures)("the picture of %s in the documentation is what the models give", async (name, make) => {
  const file = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const svg = await renderSvg(await make());
  await expect(svg).toMatchFileSnapshot(`../../../../docs/models/pictures/${file}.svg`);
});
