package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.lanewise.cli.testing.TinyData;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.mnist.Lenet5;
import dev.lanewise.onnx.OnnxModels;
import dev.lanewise.onnx.OnnxOptions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code export}. */
class ExportCommandTest {
    @TempDir
    Path directory;
    private CommandLineHarness harness;

    @BeforeEach
    void makeHarness() {
        harness = new CommandLineHarness(directory);
    }

    private static float[] pixels() {
        Random random = new Random(3);
        float[] pixels = new float[784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
        }
        return pixels;
    }

    private byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(directory.resolve(file));
    }

    @Test
    void writesOnnxThatIsTheSameModel() throws IOException {
        Model pretrained = Lenet5.pretrained();
        assertEquals("Wrote x.onnx (ONNX, opset 17, normalized floats in, logits out, 243.3 KiB)\n",
                harness.run("export", "pretrained", "--format", "onnx", "--out", "x.onnx")
                        .expect(0)
                        .out());
        assertArrayEquals(OnnxModels.toByteArray(pretrained, OnnxOptions.of()), bytes("x.onnx"));
        Model again = OnnxModels.read(directory.resolve("x.onnx"));
        assertArrayEquals(pretrained.outputs(pixels()), again.outputs(pixels()));
        assertEquals(pretrained.provenance(), again.provenance());
    }

    @Test
    void passesTheOptionsOnToOnnx() throws IOException {
        harness.run("export", "pretrained", "--out", "x.onnx", "--opset=21", "--probabilities",
                "--with-preprocessing", "--fold-batch-norm").expect(0);
        assertArrayEquals(OnnxModels.toByteArray(Lenet5.pretrained(), OnnxOptions.of()
                .opset(21)
                .input(OnnxOptions.Input.BYTES)
                .probabilities(true)
                .foldBatchNorm(true)), bytes("x.onnx"));
    }

    @Test
    void theNewestRunIsWrittenWhereNoModelIsNamed() throws IOException {
        assertEquals("of pretrained (robust recipe, 99.6 % on mnist)\n",
                harness.run("export", "--out", "x.onnx").expect(0).err());
        harness.train(TinyData.write(directory.resolve("data"), 20, 10)).expect(0);
        Path last = directory.resolve("runs/last/model.safetensors");
        JsonObject record = harness.run("export", "--out", "y.safetensors", "--json")
                .expect(0)
                .events()
                .getFirst();
        assertArrayEquals(Files.readAllBytes(last), bytes("y.safetensors"));
        assertEquals("runs/last", record.get("model").getAsString());
        assertEquals("safetensors", record.get("format").getAsString());
        assertEquals("y.safetensors", record.get("out").getAsString());
        assertEquals(Files.size(last), record.get("bytes").getAsLong());
        assertEquals(61_706, record.get("parameters").getAsInt());
        assertEquals(Model.load(last).sha256(), record.get("weights_sha256").getAsString());
    }

    @Test
    void writesAJavaClassWithTheSameBits() throws Exception {
        harness.run("export", "pretrained", "--out", "Digits.java", "--class",
                "com.example.Digits").expect(0);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertEquals(0, compiler.run(null, null, null, "--release", "11", "-d",
                directory.toString(), directory.resolve("Digits.java").toString()));
        try (URLClassLoader loader = new URLClassLoader(new URL[]{directory.toUri().toURL()})) {
            Method logits = loader.loadClass("com.example.Digits")
                    .getMethod("logits", float[].class);
            assertArrayEquals(Lenet5.pretrained().outputs(pixels()),
                    (float[]) logits.invoke(null, pixels()));
        }
    }

    @Test
    void theClassHasTheNameOfTheFile() throws IOException {
        harness.run("export", "pretrained", "--out", "Digits.java").expect(0);
        assertTrue(Files.readString(directory.resolve("Digits.java"))
                .contains("public final class Digits {"));
    }

    @Test
    void convertsModelsOfOtherPrograms() throws IOException {
        Network network = Network.input(1, 28, 28).dense(10).build();
        float[] parameters = new float[network.parameterCount()];
        parameters[3] = 1;
        Model model = Model.of(network, parameters, Normalization.none(), Map.of());
        OnnxModels.write(model, directory.resolve("x.onnx"),
                OnnxOptions.of().input(OnnxOptions.Input.RAW));
        String remark = "lanewise: x.onnx doesn't say how its input is normalized, and gets pixels"
                + " from 0 to 255; if it was trained on others, say so with --normalization.\n";
        assertEquals(remark,
                harness.run("export", "x.onnx", "--out", "y.safetensors").expect(0).err());
        assertEquals("", harness.run("export", "x.onnx", "--out", "z.safetensors",
                "--normalization", "unit").expect(0).err());
        assertEquals(Normalization.unit(),
                Model.load(directory.resolve("z.safetensors")).normalization());
        harness.run("export", "pretrained", "--out", "w.onnx", "--normalization", "unit")
                .expectFailure(2, "--normalization can't be combined with pretrained, which has its"
                        + " own; leave it out.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--out x | 2 | --out must end in .onnx, .safetensors or .java where --format doesn't say"
                    + " what to write; you gave x.",
            "--out x.java | 2 | The name of a class must be one that Java takes, such as"
                    + " com.example.Digits, and no word of Java's; you gave 'x-y'.",
            "--out X.java --class com.example.Y | 2 | --class must end in X, the name of the file"
                    + " X.java; you gave 'com.example.Y'; rename one of them.",
            "--out X --format java | 2 | --out must be a file with the name of a Java class, such as"
                    + " Digits.java; you gave X.",
            "--out x.onnx --class X | 2 | --class must go with --format java; you gave onnx; leave"
                    + " one of them out.",
            "--out X.java --opset 17 | 2 | --opset must go with --format onnx; you gave java; leave"
                    + " one of them out.",
            "--out x.safetensors --probabilities | 2 | --probabilities must go with --format onnx;"
                    + " you gave safetensors; leave one of them out.",
            "--out x.onnx --opset 16 | 2 | --opset must be a whole number from 17 to 23; you gave"
                    + " '16'.",
            "--out x.onnx --format tf | 2 | --format must be one of onnx, safetensors, java; you gave"
                    + " 'tf'.",
            "--out model.onnx model.onnx | 2 | --out must be another file than the model; you gave"
                    + " model.onnx for both; name a new one.",
            "--out x.onnx none.onnx | 5 | There is no model at DIRECTORY/none.onnx. Name a run folder with a"
                    + " model, such as runs/last, a .safetensors or .onnx file, or pretrained.",
            "--out folder --format onnx | 2 | --out can't be written: folder is a folder; choose"
                    + " another path."})
    void refuses(String arguments, int code, String sentence) throws IOException {
        Files.createDirectory(directory.resolve("folder"));
        OnnxModels.write(Lenet5.pretrained(), directory.resolve("model.onnx"), OnnxOptions.of());
        byte[] before = bytes("model.onnx");
        harness.run(Stream.concat(Stream.of("export"), Stream.of(
                arguments.replace("x.java", "x-y.java").split(" "))).toArray(String[]::new))
                .expectFailure(code, sentence.replace("DIRECTORY", directory.toString()));
        assertArrayEquals(before, bytes("model.onnx"));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of("folder", "model.onnx"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void replacesWhatIsThere() throws IOException {
        Files.writeString(directory.resolve("x.onnx"), "before");
        harness.run("export", "pretrained", "--out", "x.onnx").expect(0);
        assertFalse(Files.readString(directory.resolve("x.onnx"),
                java.nio.charset.StandardCharsets.ISO_8859_1).startsWith("before"));
        URI absent = directory.resolve("absent").toUri();
        harness.run("export", "pretrained", "--out", "absent/x.onnx")
                .expectFailure(2, "--out can't be written: absent/x.onnx is in the folder "
                        + Path.of(absent) + ", which doesn't exist; create it, or choose another"
                        + " path.");
    }
}
