import { assertEquals } from "@std/assert";
import { encodeModel } from "../../lib/onnx/proto.ts";

/** A length-delimited field: tag, length, content. Field numbers are ONNX's, see onnx.proto3. */
const field = (number: number, content: number[]) => [number * 8 + 2, content.length, ...content];
const varint = (number: number, value: number) => [number * 8, value];
const text = (value: string) => [...new TextEncoder().encode(value)];

Deno.test("encodeModel() writes the bytes that ONNX's schema and protobuf's encoding define", () => {
  const bytes = encodeModel({
    irVersion: 9,
    producerName: "p",
    opsetImport: [{ domain: "", version: 20 }],
    graph: {
      name: "g",
      node: [{
        name: "n",
        opType: "Clip",
        domain: "",
        input: ["x", "", "m"],
        output: ["y"],
        attribute: [{ name: "a", type: 7, ints: [3, 1] }],
      }],
      initializer: [
        { name: "m", dims: [], dataType: 1, rawData: Uint8Array.of(0, 0, 128, 63) },
        { name: "w", dims: [2], dataType: 16, dataLocation: 1, externalData: [{ key: "location", value: "f" }] },
      ],
      input: [{
        name: "x",
        type: { tensorType: { elemType: 1, shape: { dim: [{ dimParam: "n" }, { dimValue: 2 }] } } },
      }],
      output: [{ name: "y", type: { tensorType: { elemType: 1 } } }],
    },
  });
  const attribute = [...field(1, text("a")), ...field(8, [3, 1]), 0xa0, 0x01, 7]; // the tag of field 20 takes two bytes
  const node = [
    ...[...field(1, text("x")), ...field(1, []), ...field(1, text("m"))],
    ...[...field(2, text("y")), ...field(3, text("n")), ...field(4, text("Clip"))],
    ...field(5, attribute), // an empty domain is the default and left out
  ];
  const inline = [...varint(2, 1), ...field(8, text("m")), ...field(9, [0, 0, 128, 63])];
  const entry = [...field(1, text("location")), ...field(2, text("f"))];
  const external = [...field(1, [2]), ...varint(2, 16), ...field(8, text("w")), ...field(13, entry), ...varint(14, 1)];
  const shape = [...field(1, field(2, text("n"))), ...field(1, varint(1, 2))];
  const valueInfo = (name: string, tensor: number[]) => [...field(1, text(name)), ...field(2, field(1, tensor))];
  const graph = [
    ...[...field(1, node), ...field(2, text("g")), ...field(5, inline), ...field(5, external)],
    ...field(11, valueInfo("x", [...varint(1, 1), ...field(2, shape)])),
    ...field(12, valueInfo("y", varint(1, 1))),
  ];
  const opset = varint(2, 20);
  assertEquals([...bytes], [...varint(1, 9), ...field(2, text("p")), ...field(7, graph), ...field(8, opset)]);
});
