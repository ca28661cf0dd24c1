import { assert, assertEquals } from "@std/assert";
import { probeDisk } from "../../lib/doctor/probe_disk.ts";
import { temporaryFolder } from "../temporary_folder.ts";

Deno.test("probeDisk() looks at the disk that a folder will be made on, and makes nothing", () =>
  temporaryFolder((folder) => {
    const { results, environment, shared } = probeDisk(`${folder}/results`, `${folder}/cache/sepo/python`);
    assert(results !== undefined && environment !== undefined && results > 0 && environment > 0);
    assert(shared, "two folders in one are on one disk");
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
