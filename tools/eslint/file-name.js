import path from "node:path";

/**
 * File names are in kebab-case, with dotted suffixes such as `.test.ts` and `.test-d.ts`.
 *
 * @type {import("eslint").Rule.RuleModule}
 */
export const fileName = {
  meta: { type: "suggestion", schema: [] },
  create(context) {
    return {
      Program(node) {
        const name = path.basename(context.filename);
        if (!/^[a-z\d]+(?:[-.][a-z\d]+)*$/.test(name)) {
          context.report({ node, message: `'${name}' is not in kebab-case.` });
        }
      },
    };
  },
};
