package dev.lanewise.onnx;

import static dev.lanewise.onnx.proto.AttributeProto.of;
import static dev.lanewise.onnx.proto.AttributeProto.reals;
import static dev.lanewise.onnx.proto.AttributeProto.wholes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.onnx.proto.DataType;
import dev.lanewise.onnx.proto.ModelProto;
import dev.lanewise.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and what is beside them, constants that are computed, orders of axes. */
class OnnxModelsTest {
    @TempDir
    private Path folder;

    private static Graphs vector() {
        return Graphs.opset(13).input(2);
    }

    private static Model read(Graphs graph) throws IOException {
        return OnnxModels.read("test.onnx", graph.file());
    }

    private static String message(Graphs graph) {
        String message = assertThrows(ModelFormatException.class, () -> read(graph)).getMessage();
        assertTrue(message.startsWith("The ONNX file test.onnx can't be read: "), message);
        return message;
    }

    private static ByteBuffer halves(String... bits) {
        ByteBuffer data = ByteBuffer.allocate(bits.length * Short.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (String each : bits) {
            data.putShort((short) Integer.parseInt(each, 16));
        }
        return data.flip();
    }

    @Test
    void widensHalves() throws IOException {
        for (DataType type : List.of(DataType.FLOAT16, DataType.BFLOAT16)) {
            ByteBuffer data = type == DataType.FLOAT16 ? halves("3C00", "C000")
                    : halves("3F80", "C000");
            Model model = read(vector()
                    .tensor(new TensorProto("w", type, List.of(2L, 1L), data, Map.of()))
                    .node("MatMul", "y", "x w"));
            assertArrayEquals(new float[]{1, -2, 0}, model.parameters(), type.name());
        }
    }

    @Test
    void foldsConstants() throws Exception {
        Graphs graph = Graphs.opset(13)
                .input(4, 6)
                .longs("one", 1)
                .longs("zero", 0)
                .longs("two", 2)
                .longs("last", Long.MAX_VALUE)
                .weights("w", 12, 6)
                .floats("f", new long[]{1}, 1.5f)
                .node("Constant", "c", "", of("value", TensorProto.of("", List.of(1L), 2f)))
                .node("Relu", "r", "x")
                .node("Shape", "s", "r")
                .node("Slice", "t", "s one last zero")
                .node("Gather", "g", "s two")
                .node("Cast", "h", "g", of("to", 1))
                .node("Mul", "i", "h c")
                .node("Floor", "j", "i")
                .node("Cast", "k", "j", of("to", 7))
                .node("Sub", "l", "k k")
                .node("Add", "m", "l k")
                .node("Slice", "b", "s zero one")
                .node("Concat", "n", "b m m", of("axis", 0))
                .node("ConstantOfShape", "o", "two", of("value", TensorProto.of("", List.of(1L),
                        -1L)))
                .node("Slice", "p", "o zero one")
                .node("Squeeze", "q", "p")
                .node("Unsqueeze", "u", "q zero")
                .node("Concat", "v", "b u", of("axis", 0))
                .node("Reshape", "flat", "r v")
                .node("Transpose", "wt", "w")
                .node("Reshape", "w2", "wt ws")
                .longs("ws", 24, 3)
                .node("Div", "w3", "w2 f")
                .node("Identity", "w4", "w3")
                .node("MatMul", "y", "flat w4");
        byte[] file = graph.file();
        OnnxRuntime.assertEqualOutputs(file, OnnxModels.read("test", file), "y", 0, 4, 6);
    }

    @Test
    void readsRowsColumnsChannels() throws Exception {
        Graphs graph = Graphs.opset(13)
                .input(7, 9, 4)
                .weights("w", 3, 4, 3, 3)
                .weights("c", 4)
                .weights("d", 7 * 5, 2)
                .weights("e", 1, 1, 1, 3)
                .node("Add", "a", "x c")
                .node("Transpose", "t", "a", wholes("perm", 0, 3, 1, 2))
                .node("Conv", "p", "t w", wholes("strides", 2, 2), wholes("pads", 1, 1, 1, 1))
                .node("Transpose", "u", "p", wholes("perm", 0, 2, 3, 1))
                .node("Mul", "m", "u e")
                .node("ReduceMean", "r", "m", wholes("axes", 3), of("keepdims", 0))
                .node("Flatten", "f", "m")
                .weights("g", 4 * 5 * 3, 2)
                .node("MatMul", "y", "f g");
        byte[] file = graph.file();
        Model model = OnnxModels.read("test", file);
        assertEquals("4×7×9", model.network().inputShape().toString());
        OnnxRuntime.assertEqualOutputs(file, model, "y", 0, true, 7, 9, 4);
    }

    @Test
    void makesANormalizationOfWhatComesFirst() throws IOException {
        Model model = read(Graphs.opset(13)
                .input(2, 3, 3)
                .scalar("s", 1 / 255f)
                .floats("m", new long[]{2, 1, 1}, 0.5f, 0.25f)
                .floats("d", new long[]{2, 1, 1}, 0.5f, 0.25f)
                .weights("w", 1, 2, 2, 2)
                .inputType(DataType.UINT8)
                .node("Cast", "f", "x", of("to", 1))
                .node("Mul", "a", "f s")
                .node("Sub", "b", "a m")
                .node("Div", "c", "b d")
                .node("Conv", "y", "c w"));
        assertEquals(Normalization.of(new float[]{2 / 255f, 4 / 255f}, new float[]{-1, -1}),
                model.normalization());
        assertEquals("2×3×3 → conv1 1×2×2", model.network().toString());
    }

    @Test
    void aSumAfterAConvolutionIsItsBias() throws IOException {
        assertEquals("2 → fc1 3", read(vector().weights("w", 2, 3)
                .weights("b", 3)
                .node("MatMul", "p", "x w")
                .node("Add", "y", "p b")).network().toString());
    }

    @Test
    void computesTheOutputThatIsNamed() throws Exception {
        Graphs graph = vector().weights("w", 2, 3)
                .node("Relu", "r", "x")
                .node("MatMul", "y",
                        "r w")
                .outputs("y", "r");
        Path file = folder.resolve("two.onnx");
        Files.write(file, graph.file());
        assertEquals("2 → relu1 2", OnnxModels.read(file, "r").network().toString());
        assertEquals("The ONNX file two.onnx can't be read: the graph must have one output, or you"
                + " name one of them, but it has [y, r].",
                assertThrows(ModelFormatException.class, () -> OnnxModels.read(file)).getMessage());
        assertEquals("The ONNX file two.onnx can't be read: the output must be one of [y, r], but"
                + " is \"z\".",
                assertThrows(ModelFormatException.class,
                        () -> OnnxModels.read(file, "z")).getMessage());
        assertThrows(NoSuchFileException.class,
                () -> OnnxModels.read(folder.resolve("none.onnx")));
    }

    private Path beside(String location, String length) throws IOException {
        Path file = Files.createDirectories(folder.resolve("model")).resolve("big.onnx");
        Files.write(file, vector().tensor(new TensorProto("w", DataType.FLOAT, List.of(2L, 1L),
                ByteBuffer.allocate(0), Map.of("location", location, "offset", "4", "length",
                        length)))
                .node("MatMul", "y", "x w")
                .file());
        byte[] data = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(9)
                .putFloat(3)
                .putFloat(4)
                .array();
        Files.write(folder.resolve("outside.bin"), data);
        Files.write(folder.resolve("model").resolve("weights.bin"), data);
        return file;
    }

    @Test
    void readsDataBesideTheFile() throws IOException {
        assertArrayEquals(new float[]{3, 4, 0},
                OnnxModels.read(beside("weights.bin", "8")).parameters());
    }

    @Test
    void refusesDataThatIsNotInTheFolder() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.createSymbolicLink(model.resolve("link.bin"), folder.resolve("outside.bin"));
        for (String location : List.of("../outside.bin", "link.bin", "", ".", "absent.bin",
                folder.resolve("outside.bin").toString(), "a\0b", "../model/../outside.bin")) {
            Path file = beside(location, "8");
            assertThrows(ModelFormatException.class, () -> OnnxModels.read(file), location);
        }
        Path file = beside("weights.bin", "8");
        assertTrue(assertThrows(ModelFormatException.class,
                () -> OnnxModels.read("memory", Files.readAllBytes(file))).getMessage()
                .contains("must be in the file itself"));
    }

    @Test
    void refusesDataOfAnotherLength() throws IOException {
        assertTrue(assertThrows(ModelFormatException.class,
                () -> OnnxModels.read(beside("weights.bin", "12"))).getMessage()
                .contains("must have 8 bytes for its extents, but has 12"));
        Path file = beside("weights.bin", "8");
        Files.write(folder.resolve("model").resolve("weights.bin"), new byte[11]);
        assertTrue(assertThrows(ModelFormatException.class, () -> OnnxModels.read(file))
                .getMessage()
                .contains("must end within its file"));
    }

    @Test
    void refusesInOneSentence() {
        assertEquals("The ONNX file test.onnx can't be read: the node \"y\" (LRN) must be one of"
                + " the operators in docs/interchange.md, but is another.",
                message(vector().node("LRN", "y", "x")));
        assertEquals("The ONNX file test.onnx can't be read: the node \"y\" (Relu) must not have"
                + " the attribute colour, which this version doesn't know.",
                message(vector().node("Relu", "y", "x", of("colour", 1))));
        assertEquals("The ONNX file test.onnx can't be read: it must use ONNX's operators of"
                + " version 7 or newer, but says 6.",
                message(Graphs.opset(6).input(2).node("Relu", "y", "x")));
        assertEquals("The ONNX file test.onnx can't be read: the node \"y\" (Mul) must multiply by"
                + " a constant, or be SiLU, hard swish or GELU, but multiplies two branches.",
                message(vector().node("Relu", "r", "x").node("Mul", "y", "r x")));
        assertEquals("The ONNX file test.onnx can't be read: the node \"y\" (Sum) must read what"
                + " operators before it make, but \"z\" is not there.",
                message(vector().node("Relu", "r", "x")
                        .node("Sum", "y", "r z")
                        .node("Relu", "z", "r")));
        assertEquals("The ONNX file test.onnx can't be read: the input \"x\" must be numbers of a"
                + " known shape, a batch of vectors or of maps, but is [?, 3, ?].",
                message(Graphs.opset(13).input(3, 0).node("Relu", "y", "x")));
    }

    @Test
    void refusesWhatTheEngineDoesNotHave() {
        Graphs maps = Graphs.opset(17).input(4, 8, 8);
        String pool = message(maps.node("AveragePool", "y", "x", wholes("kernel_shape", 2, 2),
                wholes("pads", 0, 0, 1, 1)));
        assertTrue(pool.contains("must have even pads"), pool);
        for (Graphs graph : List.of(
                Graphs.opset(17)
                        .input(4, 8, 8)
                        .node("MaxPool", "y", "x", wholes("kernel_shape", 2,
                                2), wholes("dilations", 2, 2)),
                Graphs.opset(17).input(4, 8, 8).node("Softmax", "y", "x", of("axis", 2)),
                Graphs.opset(17).input(4, 8, 8).node("Erf", "y", "x"),
                Graphs.opset(17).input(4, 8, 8).weights("c", 4, 8, 8).node("Add", "y", "x c"),
                Graphs.opset(17).input(4, 8, 8).weights("c", 8).node("Add", "y", "x c"),
                Graphs.opset(17).input(4, 8, 8).node("Identity", "y", "x"),
                Graphs.opset(17).input(4, 8, 8).node("ReduceMean", "y", "x", wholes("axes", 1)),
                Graphs.opset(17)
                        .input(4, 8, 8)
                        .node("ReduceMean", "y", "x", wholes("axes", 0, 2,
                                3)),
                Graphs.opset(17)
                        .input(8)
                        .longs("s", 0, 2, 4)
                        .node("Relu", "r", "x")
                        .node(
                                "Reshape", "y", "r s"),
                Graphs.opset(17)
                        .input(4, 8, 8)
                        .floats("s", new long[]{4}, 1, 1, 2, 3)
                        .node(
                                "Resize", "y", "x  s"),
                Graphs.opset(17)
                        .input(4, 8, 8)
                        .floats("s", new long[]{4}, 1, 1, 2, 2)
                        .node(
                                "Resize", "y", "x  s", of("mode", "cubic")),
                Graphs.opset(17)
                        .input(4, 8, 8)
                        .floats("s", new long[]{4}, 1, 1, 2, 2)
                        .node(
                                "Resize", "y", "x  s", of("nearest_mode", "ceil")),
                Graphs.opset(17)
                        .input(4, 8, 8)
                        .node("Transpose", "y", "x", wholes("perm", 1, 0, 2,
                                3)),
                Graphs.opset(17)
                        .input(4, 8, 8)
                        .node("Transpose", "y", "x", wholes("perm", 0, 0, 1, 2)),
                Graphs.opset(17)
                        .input(4, 8, 8)
                        .longs("p", 0, 1, 0, 0, 0, 0, 0, 0)
                        .node("Pad", "y",
                                "x p"),
                Graphs.opset(17)
                        .input(4, 8, 8)
                        .longs("p", 0, 0, 1, 0, 0, 0, 0, 0)
                        .node("Pad", "y",
                                "x p", of("mode", "reflect")),
                Graphs.opset(17).input(4, 8, 8).weights("w", 2, 3, 3, 3).node("Conv", "y", "x w"),
                Graphs.opset(17).input(4, 8, 8).weights("w", 2, 4, 9, 9).node("Conv", "y", "x w"),
                Graphs.opset(17).input(4, 8, 8).node("Conv", "y", "x x"),
                Graphs.opset(17).input(4).weights("w", 3, 2).node("Gemm", "y", "x w"),
                Graphs.opset(17).input(4).node("Sum", "s", "").node("Add", "y", "x s"),
                Graphs.opset(11)
                        .input(1)
                        .weights("w", 1, 2)
                        .node("Squeeze", "s", "x", wholes("axes", 1))
                        .node("MatMul", "y", "s w"),
                Graphs.opset(17)
                        .input(4)
                        .weights("w", 4, 2)
                        .node("Gemm", "y", "x w", of("transA",
                                1)),
                Graphs.opset(20).input(4).node("Gelu", "y", "x", of("approximate", "tanh")),
                Graphs.opset(17).input(4).node("Elu", "y", "x", of("alpha", 1)),
                Graphs.opset(9)
                        .input(4, 8, 8)
                        .node("Upsample", "y", "x", reals("scales", 1, 1, 2,
                                2)))) {
            String message = message(graph);
            assertTrue(message.endsWith(".") && message.indexOf(". ") < 0, message);
        }
    }

    @Test
    void smallFilesCostLittle() {
        assertTrue(message(vector().longs("s", 1 << 15, 1 << 15)
                .node("ConstantOfShape", "w", "s")
                .node("MatMul", "y", "x w")).contains("must be at most"));
        assertTrue(message(Graphs.opset(13)
                .input(1 << 30, 1)
                .scalar("c", 2)
                .node("Relu", "r", "x")
                .node("Mul", "y", "r c")).contains("must be at most"));
        assertThrows(ModelFormatException.class, () -> OnnxModels.read("x", new byte[]{0x3a,
                (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}));
        assertThrows(ModelFormatException.class, () -> OnnxModels.read("x", new byte[0]));
    }

    @Test
    void writesWhatItRead() throws IOException {
        for (String name : List.of("lenet-13", "adaptive-9")) {
            ModelProto model = ModelProto.parse(ByteBuffer.wrap(PytorchTest.file(name)));
            byte[] bytes = model.toByteArray();
            ModelProto again = ModelProto.parse(ByteBuffer.wrap(bytes));
            assertEquals(model, again);
            assertArrayEquals(bytes, again.toByteArray());
        }
    }
}
