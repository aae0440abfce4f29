package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.report.ClassTable;
import dev.lanewise.cli.report.ModelReport;
import dev.lanewise.cli.run.ModelFiles;
import dev.lanewise.cli.run.PixelRange;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.Style;
import dev.lanewise.cli.terminal.TextTable;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.model.ConfusionMatrix;
import dev.lanewise.engine.model.Evaluation;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.OutputException;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.nn.ShapeException;
import dev.lanewise.mnist.Mnist;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evaluate}. */
@Command(description = "Measures a model on the test images: loss, accuracy, precision, recall and"
        + " F1 of each class, confusion matrix.",
        footerHeading = HelpFooter.EXAMPLES,
        footer = {"See what the newest run gets right and wrong:",
                "  @|bold lanewise evaluate runs/last|@",
                "See it in pictures:",
                "  @|bold lanewise evaluate runs/last --report report|@",
                "Measure a model file on other data, as JSON:",
                "  @|bold lanewise evaluate my.safetensors --data fashion --json|@"})
public final class EvaluateCommand implements Callable<Integer> {
    private static final int DECIMALS = 4;

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL",
            description = "A run folder, such as runs/last, or a .safetensors file.")
    private Path model = Path.of("");

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Option(names = "--report", paramLabel = "DIR",
            description = "Write pictures and report.html into a folder: new, empty, or of an"
                    + " earlier report.")
    private @Nullable Path report;

    @Mixin
    private JsonOption output = new JsonOption();

    /** The command in its context. */
    public EvaluateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        int threads = compute.threadCount();
        Kernels kernels = Kernels.of(compute.kernels);
        if (report != null) {
            ModelReport.requireUsable(report, context.resolve(report));
        }
        Model loaded = ModelFiles.load(context.resolve(model));
        if (report != null) {
            ModelReport.requireDrawable(loaded);
        }
        Mnist source = data.load(context);
        Dataset images = source.test();
        Evaluation evaluation = evaluate(loaded, images, source.name(), kernels, threads);
        PixelRange.of(images)
                .remark(PixelRange.of(loaded), "the test images of " + source.name())
                .ifPresent(this::tell);
        if (output.json) {
            context.terminal()
                    .out()
                    .println(Json.line(record(evaluation, source, kernels)));
        } else {
            print(evaluation, source);
        }
        context.terminal().out().flush();
        if (report != null) {
            write(context.resolve(report), loaded, source, evaluation,
                    loaded.predict(images, kernels, threads));
        }
        return ExitCode.OK;
    }

    private void tell(String remark) {
        context.terminal().err().println(Printable.of("lanewise: " + remark));
        context.terminal().err().flush();
    }

    private Evaluation evaluate(Model loaded, Dataset images, String name, Kernels kernels,
            int threads) {
        String subject = "Model " + model + " can't be used on " + name + ": ";
        try {
            return loaded.evaluate(images, kernels, threads);
        } catch (ShapeException | OutputException e) {
            throw new ModelException(subject + e.getMessage(), e);
        }
    }

    private void write(Path folder, Model loaded, Mnist source, Evaluation evaluation,
            List<Prediction> predictions) throws IOException {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("model", model.toString());
        details.put("weights sha256", loaded.sha256());
        details.put("data sha256", source.sha256());
        details.putAll(loaded.provenance());
        Path page = new ModelReport(loaded,
                model + ", test accuracy " + Numbers.fixed(evaluation.accuracy(), DECIMALS),
                new ModelReport.Tested(source.name(), source.test(), evaluation, predictions, 1),
                Optional.empty(), ModelReport.results(evaluation, loaded), details,
                context.program() + " evaluate " + model + " --report " + report)
                .write(Files.createDirectories(folder));
        context.terminal().err().println(Printable.of("Report: " + page));
        context.terminal().err().flush();
    }

    private Map<String, @Nullable Object> record(Evaluation evaluation, Mnist source,
            Kernels kernels) {
        ConfusionMatrix confusion = evaluation.confusion();
        List<Map<String, @Nullable Object>> perClass = new ArrayList<>();
        List<List<Long>> counts = new ArrayList<>();
        for (int c = 0; c < confusion.classes(); c++) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("class", c);
            one.put("precision", confusion.precision(c));
            one.put("recall", confusion.recall(c));
            one.put("f1", confusion.f1(c));
            one.put("images", confusion.support(c));
            perClass.add(one);
            List<Long> row = new ArrayList<>();
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                row.add(confusion.count(c, predicted));
            }
            counts.add(row);
        }
        Map<String, @Nullable Object> record = new LinkedHashMap<>();
        record.put("model", model.toString());
        record.put("data", source.name());
        record.put("data_sha256", source.sha256());
        record.put("images", evaluation.count());
        record.put("loss", evaluation.loss());
        record.put("accuracy", evaluation.accuracy());
        record.put("macro_f1", confusion.macroF1());
        record.put("kernels", kernels.info().backend());
        record.put("classes", perClass);
        record.put("confusion_matrix", counts);
        return record;
    }

    private void print(Evaluation evaluation, Mnist source) {
        PrintWriter out = context.terminal().out();
        Style style = context.terminal().outStyle();
        ConfusionMatrix confusion = evaluation.confusion();
        out.println("Accuracy  " + style.good(Numbers.fixed(evaluation.accuracy(), DECIMALS))
                + "  (" + Numbers.grouped(confusion.correct()) + " of "
                + Numbers.grouped(evaluation.count()) + " test images of "
                + Printable.of(source.name()) + ")");
        out.println("Loss      " + Numbers.fixed(evaluation.loss(), DECIMALS));
        out.println("Data      sha256 " + source.sha256());
        out.println();
        perClass(confusion).lines().forEach(out::println);
        out.println();
        out.println("Confusion matrix: a row for each true class, a column for each predicted one");
        matrix(confusion).lines().forEach(out::println);
    }

    private static TextTable perClass(ConfusionMatrix confusion) {
        TextTable table = TextTable.ofNumbers(ClassTable.HEADING.size()).row(ClassTable.HEADING);
        ClassTable.rows(confusion).forEach(table::row);
        return table;
    }

    private static TextTable matrix(ConfusionMatrix confusion) {
        int classes = confusion.classes();
        TextTable table = TextTable.ofNumbers(classes + 1);
        List<String> heading = new ArrayList<>(List.of(""));
        for (int c = 0; c < classes; c++) {
            heading.add(Integer.toString(c));
        }
        table.row(heading);
        for (int actual = 0; actual < classes; actual++) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(actual)));
            for (int predicted = 0; predicted < classes; predicted++) {
                row.add(Long.toString(confusion.count(actual, predicted)));
            }
            table.row(row);
        }
        return table;
    }
}
