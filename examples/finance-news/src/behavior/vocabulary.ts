// Does the model know the words, and which way they point?
import { decreases, increases, replace } from "@mlsys/behavior";
import type { NewsTests } from "./suite.ts";
import { burdens, companies, falls, quantities, rises, statements } from "./words.ts";

/** Words of news, and the direction of what rises and falls. */
export function vocabularyTests(tests: NewsTests): void {
  const { t, template } = tests;
  const capability = "vocabulary";
  t.mft("good figures rise", {
    capability,
    cases: statements(tests, quantities, rises).label("positive").sample(60),
    maxFailRate: 0.1,
  });
  t.mft("good figures fall", {
    capability,
    cases: statements(tests, quantities, falls).label("negative").sample(60),
    maxFailRate: 0.1,
  });
  t.mft("facts without tone", {
    capability,
    cases: template("{company} has its head office in {city} and employs {n} people.", {
      company: companies,
      city: ["Oslo", "Tampere", "Riga", "Gdansk"],
      n: ["120", "300", "2,500"],
    })
      .label("neutral")
      .sample(60),
    maxFailRate: 0.1,
  });
  t.mft("announcements without tone", {
    capability,
    cases: template("{company} will publish its {what} on {month} 12.", {
      company: companies,
      what: ["interim report", "annual report", "financial statements"],
    })
      .label("neutral")
      .sample(40),
    maxFailRate: 0.1,
  });
  t.mft("profit turned into loss", {
    capability,
    cases: template("{company} made an operating loss, compared to a profit a year earlier.", {
      company: companies,
    }).label("negative"),
    maxFailRate: 0.2,
  });
  t.mft("loss turned into profit", {
    capability,
    cases: template("{company} made an operating profit, compared to a loss a year earlier.", {
      company: companies,
    }).label("positive"),
    severity: "warning",
    maxFailRate: 0.2,
  });
  t.mft("orders won", {
    capability,
    cases: template("{company} has won {a:size} order from {country}.", {
      company: companies,
      size: ["large", "new", "significant"],
      country: ["Finland", "Poland", "India", "Brazil"],
    }).label("positive"),
    severity: "warning",
    maxFailRate: 0.2,
  });
  t.mft("jobs lost", {
    capability,
    cases: template("{company} will lay off {n} employees at its {place} plant.", {
      company: companies,
      n: ["40", "250"],
      place: ["Oulu", "Turku"],
    }).label("negative"),
    severity: "warning",
    maxFailRate: 0.2,
  });
  t.order("a loss stands below a profit", {
    capability,
    pairs: companies.map((company) => [`${company} made a heavy loss.`, `${company} made a good profit.`] as const),
    by: "positive",
  });
  t.mft("burdens rise", {
    capability: "direction",
    cases: statements(tests, burdens, rises).label("negative").sample(60),
    severity: "warning",
    maxFailRate: 0.2,
  });
  t.mft("burdens fall", {
    capability: "direction",
    cases: statements(tests, burdens, falls).label("positive").sample(60),
    severity: "warning",
    maxFailRate: 0.2,
  });
  t.dir("a fall instead of a rise is worse news", {
    capability: "direction",
    from: statements(tests, quantities, rises).sample(40),
    perturb: rises.map((verb, i) => replace(verb, falls[i] ?? "fell")),
    expect: increases("negative"),
  });
  t.dir("a rise instead of a fall is better news", {
    capability: "direction",
    from: statements(tests, quantities, falls).sample(40),
    perturb: falls.map((verb, i) => replace(verb, rises[i] ?? "rose")),
    expect: decreases("negative"),
  });
  t.dir("a loss instead of a profit is worse news", {
    capability: "direction",
    from: companies.map((company) => `${company} made a profit in the quarter.`),
    perturb: replace("profit", "loss"),
    expect: increases("negative"),
  });
}
