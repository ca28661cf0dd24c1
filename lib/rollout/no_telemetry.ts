/**
 * Tells ONNX Runtime to send nothing home, in a module of its own that is evaluated before ONNX Runtime is loaded.
 *
 * Its releases for Linux and macOS upload usage data unless this is set before the first session, keep an identifier of
 * the machine in the user's cache, and leave a log of each process in the temporary folder.
 */
Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
