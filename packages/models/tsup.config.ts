import { packageBuild } from "../../tools/tsup.ts";

export default packageBuild(import.meta.url, { withoutComments: true });
