import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { EventStream } from "../../lib/watch/event_stream.ts";
import { handleWatch } from "../../lib/watch/watch_handler.ts";
import { WatchedPlan } from "../../lib/watch/watched_plan.ts";
import { WatchPage } from "../../lib/watch/watch_page.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { writeSample } from "../html/sample_results.ts";

const PORT = 8117;

/** Who answers for a sample's results, which has been looked at once. */
async function answering(
  results: string,
  check: (ask: (path: string, how?: Asked) => Promise<Response>, plan: WatchedPlan) => Promise<void>,
) {
  const plan = new WatchedPlan({ results, experiment: "sample", plan: undefined, episodes: 1000 });
  using events = new EventStream();
  const watching = { plan, page: new WatchPage(plan, "sample"), events };
  await plan.look();
  await check(
    (path, { host = `127.0.0.1:${PORT}`, method = "GET" } = {}) =>
      handleWatch(new Request(`http://127.0.0.1:${PORT}${path}`, { method, headers: { host } }), PORT, watching),
    plan,
  );
}

/** How something is asked for. */
interface Asked {
  readonly host?: string;
  readonly method?: string;
}

Deno.test("handleWatch() answers to 127.0.0.1 and localhost with its port alone, whatever a page elsewhere calls this machine", () =>
  temporaryFolder((results) =>
    answering(results, async (ask) => {
      for (const host of [`127.0.0.1:${PORT}`, `localhost:${PORT}`]) {
        const response = await ask("/", { host });
        assertEquals(response.status, 200);
        await response.body?.cancel();
      }
      const others = [
        "evil.example",
        `evil.example:${PORT}`,
        "127.0.0.1",
        "127.0.0.1:1",
        `localhost.evil.example:${PORT}`,
        `0.0.0.0:${PORT}`,
      ];
      for (const host of others) {
        for (const path of ["/", "/episodes?from=0", "/events"]) {
          const response = await ask(path, { host });
          assertEquals([response.status, await response.text()], [
            403,
            "This server answers to 127.0.0.1 and localhost alone\n",
          ], host);
        }
      }
    })
  ));

Deno.test("handleWatch() answers GET at three addresses, and nothing else", () =>
  temporaryFolder((results) =>
    answering(results, async (ask) => {
      for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
        const response = await ask("/", { method });
        assertEquals([response.status, await response.text()], [405, "This server answers GET alone\n"]);
      }
      for (const path of ["/index.html", "/../../etc/passwd", "/%2e%2e/etc/passwd", "/results", "/episodes/"]) {
        const response = await ask(path);
        assertEquals([response.status, await response.text()], [404, "There is nothing here; the page is at /\n"]);
      }
    })
  ));

Deno.test("handleWatch() serves a page that may ask its server and nobody else, be framed by none, and kept by none", () =>
  temporaryFolder((results) => {
    writeSample(results, { arms: ["per-pool"], seeds: [1], iterations: 2, episodes: 2 });
    return answering(results, async (ask) => {
      const response = await ask("/");
      const policy = response.headers.get("content-security-policy") ?? "";
      for (
        const rule of ["default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "trusted-types 'none'"]
      ) {
        assertStringIncludes(policy, rule);
      }
      assertMatch(policy, /script-src 'sha256-[^']+';/);
      assertEquals(
        ["cache-control", "x-content-type-options", "x-frame-options", "cross-origin-resource-policy"].map((name) =>
          response.headers.get(name)
        ),
        ["no-store", "nosniff", "DENY", "same-origin"],
      );
      assertEquals(response.headers.get("access-control-allow-origin"), null);
      assertStringIncludes(await response.text(), "<title>sample, SEPO</title>");
    });
  }));

Deno.test("handleWatch() sends episodes from a chunk on, of the runs that the page shows alone", () =>
  temporaryFolder((results) => {
    writeSample(results, { arms: ["per-pool"], seeds: [1], iterations: 2, episodes: 2 });
    return answering(results, async (ask, plan) => {
      const { generation } = plan.state;
      const sent = await ask(`/episodes?generation=${generation}&from=0`);
      assertEquals([sent.status, await sent.text()], [200, plan.chunksFrom(0)]);
      const none = await ask(`/episodes?generation=${generation}&from=1`);
      assertEquals([none.status, await none.text()], [200, "[]"]);
      const stale = await ask("/episodes?generation=another&from=0");
      assertEquals([stale.status, await stale.text()], [409, "The runs are others by now\n"]);
      for (const from of ["", "-1", "x", "1e3", "9999999999"]) {
        const wrong = await ask(`/episodes?generation=${generation}&from=${from}`);
        assertEquals([wrong.status, await wrong.text()], [
          400,
          "Cannot send episodes: say from which chunk on, as ?from=0\n",
        ]);
      }
    });
  }));

Deno.test("handleWatch() tells at once how far the runs are, and serves a page that waits where none has begun", () =>
  temporaryFolder((results) =>
    answering(results, async (ask, plan) => {
      const response = await ask("/events");
      const reader = response.body!.getReader();
      const { value } = await reader.read();
      assertEquals(new TextDecoder().decode(value), `retry: 1000\ndata: ${JSON.stringify(plan.state)}\n\n`);
      await reader.cancel();
      assertStringIncludes(await (await ask("/")).text(), "There is no run of sample yet.");
    })
  ));
