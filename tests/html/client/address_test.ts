import { assertEquals } from "@std/assert";
import { readAddress, type View, writeAddress } from "../../../lib/html/client/address.ts";
import { NO_FILTER } from "../../../lib/html/client/episode_filter.ts";

const START: View = { filter: NO_FILTER, order: { by: "file", down: false }, open: undefined };

Deno.test("readAddress() reads what writeAddress() wrote, whatever the names hold", () => {
  const view: View = {
    filter: {
      text: `King & "Ace"?#~=+%\u202e`,
      run: 0,
      domain: "kuhn",
      pool: "exploit",
      opponent: "equilibrium(0.1),~x",
      action: "[1, 2, 3]",
      fallback: "some",
      fromIteration: 1,
      toIteration: 20,
      fromPayoff: -1.5,
      toPayoff: 0,
    },
    order: { by: "payoff", down: true },
    open: { run: 3, iteration: 12, index: 5, domain: "kuhn", pool: "exploit", opponent: "policy(D;DD)~~" },
  };
  assertEquals(readAddress(writeAddress(view)), view);
  assertEquals(readAddress(writeAddress({ ...view, open: undefined })), { ...view, open: undefined });
});

Deno.test("writeAddress() leaves the page's address alone where nothing is asked for", () => {
  assertEquals(writeAddress(START), "");
});

Deno.test("readAddress() leaves addresses of other parts alone", () => {
  for (const address of ["", "#runs", "#episodes"]) assertEquals(readAddress(address), undefined);
});

Deno.test("readAddress() takes what it can't read as if it weren't there", () => {
  const written = "#episodes?run=x&fromPayoff=&toPayoff=1e999&fallback=maybe&order=-luck&open=1~2&more=1";
  assertEquals(readAddress(written), { ...START, order: { by: "file", down: true } });
});
