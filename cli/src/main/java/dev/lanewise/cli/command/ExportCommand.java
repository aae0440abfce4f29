package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.OutputFiles;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.Ranges;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.export.ExportFormat;
import dev.lanewise.cli.export.Exported;
import dev.lanewise.cli.export.Onnx;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.source.SourceWriter;
import dev.lanewise.onnx.OnnxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}. */
@Command(description = "Writes a model for other programs: as ONNX, as safetensors for PyTorch, or"
        + " as a Java class without dependencies.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"For ONNX Runtime, which then takes raw pixels:",
                "  @|bold lanewise export --out digits.onnx --with-preprocessing|@",
                "For a Java program, of Java 11 or newer:",
                "  @|bold lanewise export --format java --out Digits.java|@",
                "A model of another program as one of Lanewise's own:",
                "  @|bold lanewise export net.onnx --out net.safetensors|@"})
public final class ExportCommand implements Callable<Integer> {
    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", arity = "0..1",
            description = "A run folder, such as runs/last, a .safetensors or .onnx file, or"
                    + " pretrained: the network that comes with the program (default: the newest"
                    + " run, else pretrained).")
    private @Nullable Path given;

    @Option(names = "--out", paramLabel = "FILE", required = true,
            description = "The file to write; replaces one that is there.")
    private Path out = Path.of("");

    @Option(names = "--format", paramLabel = "NAME", converter = Choices.Formats.class,
            completionCandidates = Choices.Formats.class,
            description = "One of ${COMPLETION-CANDIDATES} (default: what FILE ends with).")
    private @Nullable ExportFormat format;

    @Option(names = "--opset", paramLabel = "N",
            description = "onnx: version of the operators, from " + OnnxOptions.LEAST_OPSET + " to "
                    + OnnxOptions.MOST_OPSET + " (default: " + OnnxOptions.LEAST_OPSET
                    + ", which most programs read).")
    private @Nullable Integer opset;

    @Option(names = "--with-preprocessing",
            description = "onnx: take raw pixels, bytes from 0 to 255. Without it, the input must be"
                    + " normalized as the network was trained.")
    private boolean withPreprocessing;

    @Option(names = "--probabilities",
            description = "onnx: put out probabilities in place of logits.")
    private boolean probabilities;

    @Option(names = "--fold-batch-norm",
            description = "onnx: make batch normalizations part of the weights before them.")
    private boolean foldBatchNorm;

    @Option(names = "--class", paramLabel = "NAME",
            description = "java: the class with its package, such as com.example.Digits (default:"
                    + " the name of FILE, in no package).")
    private @Nullable String className;

    @Mixin
    private NormalizationOption normalization = new NormalizationOption();

    @Mixin
    private JsonOption output = new JsonOption();

    /** The command in its context. */
    public ExportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        ExportFormat chosen = chosen();
        Exported exported = exported(chosen);
        OutputFiles.requireWritable("--out", out, context);
        NamedModel named = NamedModel.find(context, Optional.ofNullable(given),
                normalization.value());
        Path file = context.resolve(out);
        requireOther(file);
        if (given == null && !output.json) {
            tell("of " + named.described());
        }
        named.remark(normalization.value()).ifPresent(remark -> tell("lanewise: " + remark));
        try {
            exported.write(named.model(), file);
        } catch (IllegalArgumentException e) {
            throw new ModelException("Model " + named.name() + " can't be written as "
                    + chosen.title() + ": " + e.getMessage(), e);
        }
        PrintWriter writer = context.terminal().out();
        long bytes = Files.size(file);
        if (output.json) {
            writer.println(Json.line(record(named, chosen, bytes)));
        } else {
            writer.println(Printable.of("Wrote " + out + " (" + exported.told() + ", "
                    + Numbers.bytes(bytes) + ")"));
        }
        writer.flush();
        return ExitCode.OK;
    }

    private void tell(String remark) {
        context.terminal().err().println(Printable.of(remark));
        context.terminal().err().flush();
    }

    private ExportFormat chosen() {
        return Optional.ofNullable(format)
                .or(() -> ExportFormat.of(out))
                .orElseThrow(() -> new UsageException("--out must end in .onnx, .safetensors or"
                        + " .java where --format doesn't say what to write; you gave " + out
                        + "."));
    }

    private Exported exported(ExportFormat chosen) {
        refuse(chosen, ExportFormat.ONNX, "--opset", opset != null);
        refuse(chosen, ExportFormat.ONNX, "--with-preprocessing", withPreprocessing);
        refuse(chosen, ExportFormat.ONNX, "--probabilities", probabilities);
        refuse(chosen, ExportFormat.ONNX, "--fold-batch-norm", foldBatchNorm);
        refuse(chosen, ExportFormat.JAVA, "--class", className != null);
        return switch (chosen) {
            case ONNX -> new Onnx(Ranges.whole("--opset",
                    Objects.requireNonNullElse(opset, OnnxOptions.LEAST_OPSET),
                    OnnxOptions.LEAST_OPSET, OnnxOptions.MOST_OPSET), withPreprocessing,
                    probabilities, foldBatchNorm);
            case SAFETENSORS -> new Exported.Safetensors();
            case JAVA -> javaClass();
        };
    }

    private static void refuse(ExportFormat chosen, ExportFormat owner, String option,
            boolean isGiven) {
        if (isGiven && chosen != owner) {
            throw new UsageException(option + " must go with --format " + Choice.name(owner)
                    + "; you gave " + Choice.name(chosen) + "; leave one of them out.");
        }
    }

    /** Java wants a public class in a file of its name. */
    private Exported javaClass() {
        String file = String.valueOf(out.getFileName());
        String ending = ExportFormat.JAVA.ending();
        String simple = file.endsWith(ending)
                ? file.substring(0, file.length() - ending.length())
                : "";
        if (simple.isEmpty()) {
            throw new UsageException("--out must be a file with the name of a Java class, such as"
                    + " Digits.java; you gave " + out + ".");
        }
        String name = Objects.requireNonNullElse(className, simple);
        if (!name.equals(simple) && !name.endsWith("." + simple)) {
            throw new UsageException("--class must end in " + simple + ", the name of the file "
                    + out + "; you gave '" + name + "'; rename one of them.");
        }
        try {
            SourceWriter.requireName(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        return new Exported.JavaClass(name);
    }

    /** A slip of the pen must not cost a model. */
    private void requireOther(Path file) throws IOException {
        if (given == null || !Files.exists(file)) {
            return;
        }
        Path model = RunFolder.modelFile(context.resolve(given));
        if (Files.exists(model) && Files.isSameFile(model, file)) {
            throw new UsageException("--out must be another file than the model; you gave " + out
                    + " for both; name a new one.");
        }
    }

    private Map<String, @Nullable Object> record(NamedModel named, ExportFormat chosen,
            long bytes) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("model", named.name());
        record.put("format", Choice.name(chosen));
        record.put("out", out.toString());
        record.put("bytes", bytes);
        record.put("parameters", named.model().network().parameterCount());
        record.put("weights_sha256", named.model().sha256());
        return record;
    }
}
