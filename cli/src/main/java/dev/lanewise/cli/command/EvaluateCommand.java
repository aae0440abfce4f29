package dev.lanewise.cli.command;

import static dev.lanewise.cli.option.TrainingOptions.KERNELS;
import static dev.lanewise.cli.option.TrainingOptions.THREADS;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Json;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.Printable;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.base.Version;
import dev.lanewise.cli.option.Resolution;
import dev.lanewise.cli.option.TrainingOption.Group;
import dev.lanewise.cli.option.TrainingValues;
import dev.lanewise.cli.report.ClassTable;
import dev.lanewise.cli.report.DataNames;
import dev.lanewise.cli.report.ModelReport;
import dev.lanewise.cli.report.ReportClosing;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.cli.run.PixelRange;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.cli.terminal.Style;
import dev.lanewise.cli.terminal.TextTable;
import dev.lanewise.cli.train.EarlyCompilation;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.kernel.Kernels;
import dev.lanewise.engine.metric.ConfusionMatrix;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.model.Reliability;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
                "Measure a model of another program:",
                "  @|bold lanewise evaluate net.onnx --normalization 0.1307,0.3081|@",
                "Measure a model file on other data, as JSON:",
                "  @|bold lanewise evaluate my.safetensors --data fashion --json|@"})
public final class EvaluateCommand implements Callable<Integer> {
    private static final int DECIMALS = 4;

    private final CommandContext context;

    @Parameters(paramLabel = "MODEL", arity = "0..1",
            description = "A run folder, such as runs/last, a .safetensors or .onnx file, or"
                    + " pretrained: the network that comes with the program (default: the newest run, else"
                    + " pretrained).")
    private @Nullable Path given;

    @Mixin
    private NormalizationOption normalization = new NormalizationOption();

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private CommandSpec compute = OptionSpecs.of(Group.COMPUTING);

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
        TrainingValues computing = OptionSpecs.given(context, compute);
        int threads = Resolution.of(THREADS, computing);
        Kernels kernels = Kernels.of(Resolution.of(KERNELS, computing));
        if (report != null) {
            ModelReport.requireUsable(report, context.resolve(report));
        }
        NamedModel named = NamedModel.find(context, Optional.ofNullable(given),
                normalization.value()).requireClasses();
        Model loaded = named.model();
        EarlyCompilation.begin(loaded.network(), kernels);
        if (report != null) {
            ModelReport.requireDrawable(loaded);
        }
        Chosen chosen = data(named);
        Mnist source = chosen.source();
        Dataset images = source.test();
        Evaluation evaluation = evaluate(named, images, source.name(), kernels, threads);
        chosen.remark().ifPresent(this::tell);
        named.remark(normalization.value()).ifPresent(this::tell);
        PixelRange.of(images)
                .remark(PixelRange.of(loaded), "the test images of " + source.name())
                .ifPresent(this::tell);
        List<Prediction> predictions = loaded.predict(images, kernels, threads);
        Measured measured = new Measured(evaluation, Reliability.of(images, predictions),
                loaded.temperature());
        if (output.json) {
            context.terminal().out().println(Json.line(record(named, measured, source, kernels)));
        } else {
            print(named, measured, source);
        }
        context.terminal().out().flush();
        if (report != null) {
            write(context.resolve(report), named, source, evaluation, predictions);
        }
        return ExitCode.OK;
    }

    /**
     * The data that was named, else that which the model was trained on: MNIST itself, or the folder that the
     * run's configuration names.
     */
    private Chosen data(NamedModel named) throws IOException {
        if (data.isGiven() || named.isOfMnist()) {
            Mnist source = data.load(context);
            return new Chosen(source, named.knows(source.sha256()) ? Optional.empty()
                    : Optional.of(named.name() + " was trained on " + named.data()
                            + ", and is measured on " + source.name() + ", which is other data."));
        }
        Path folder = named.dataFolder(context)
                .orElseThrow(() -> new UsageException(named.name() + " was trained on "
                        + named.data()
                        + ", and its folder is not known. Name it with --data DIR, or"
                        + " say --data mnist to measure it on MNIST all the same."));
        return new Chosen(Mnist.load(folder), Optional.of("measured on " + named.data()
                + ", which " + named.name() + " was trained on"));
    }

    /** The data, and what is to be said of them. */
    private record Chosen(Mnist source, Optional<String> remark) {}

    /** What was measured. */
    private record Measured(Evaluation evaluation, Reliability reliability, float temperature) {}

    private void tell(String remark) {
        context.terminal().err().println(Printable.of("lanewise: " + remark));
        context.terminal().err().flush();
    }

    private Evaluation evaluate(NamedModel named, Dataset images, String name, Kernels kernels,
            int threads) {
        String subject = "Model " + named.name() + " can't be used on " + name + ": ";
        try {
            return named.model().evaluate(images, kernels, threads);
        } catch (ShapeException | ArithmeticException e) {
            throw new ModelException(subject + e.getMessage(), e);
        }
    }

    private void write(Path folder, NamedModel named, Mnist source, Evaluation evaluation,
            List<Prediction> predictions) throws IOException {
        Model loaded = named.model();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("weights sha256", loaded.sha256());
        details.put("data sha256", source.sha256());
        details.putAll(loaded.provenance());
        String data = DataNames.shown(source.name());
        Path path = Path.of(named.name());
        String name = String.valueOf(Objects.requireNonNullElse(path.getFileName(), path));
        String accuracy = ModelReport.percent(evaluation.accuracy());
        Path page = new ModelReport(loaded, name + " on " + data + ": " + accuracy,
                name + " on " + data + ": " + accuracy + " of "
                        + Numbers.counted(source.test().size(), "test image") + " right",
                List.of("Evaluated with Lanewise " + Version.current() + "."),
                new ModelReport.Tested(data, named.classNames(),
                        source.test(), evaluation, predictions, 1),
                Optional.empty(), ModelReport.results(evaluation, loaded),
                new ReportClosing(List.of(ReportClosing.Values.of("Model", details)), Map.of(),
                        "lanewise evaluate " + name + (source.name().equals("mnist") ? ""
                                : " --data " + source.name())
                                + " --report report"))
                .write(Files.createDirectories(folder));
        context.terminal().err().println(Printable.of("Report: " + page));
        context.terminal().err().flush();
    }

    private Map<String, @Nullable Object> record(NamedModel named, Measured measured,
            Mnist source, Kernels kernels) {
        Evaluation evaluation = measured.evaluation();
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
        record.put("model", named.name());
        record.put("data", source.name());
        record.put("data_sha256", source.sha256());
        record.put("images", evaluation.count());
        record.put("loss", evaluation.loss());
        record.put("accuracy", evaluation.accuracy());
        record.put("macro_f1", confusion.macroF1());
        record.put("mean_confidence", measured.reliability().meanConfidence());
        record.put("ece", measured.reliability().calibrationError());
        record.put("temperature", measured.temperature());
        record.put("kernels", kernels.info().backend());
        record.put("classes", perClass);
        record.put("confusion_matrix", counts);
        return record;
    }

    private void print(NamedModel named, Measured measured, Mnist source) {
        Evaluation evaluation = measured.evaluation();
        PrintWriter out = context.terminal().out();
        Style style = context.terminal().outStyle();
        ConfusionMatrix confusion = evaluation.confusion();
        out.println("Accuracy    " + style.good(Numbers.fixed(evaluation.accuracy(), DECIMALS))
                + "  (" + Numbers.grouped(confusion.correct()) + " of "
                + Numbers.grouped(evaluation.count()) + " test images of "
                + Printable.of(source.name()) + ")");
        out.println("Loss        " + Numbers.fixed(evaluation.loss(), DECIMALS));
        out.println("Confidence  "
                + Numbers.fixed(measured.reliability().meanConfidence(), DECIMALS)
                + " on average, calibration error "
                + Numbers.fixed(measured.reliability().calibrationError(), DECIMALS));
        out.println("Data        sha256 " + source.sha256());
        out.println();
        perClass(confusion, named.classNames()).lines().forEach(out::println);
        out.println();
        out.println("Confusion matrix (rows: true class, columns: predicted)");
        matrix(confusion, named.classNames()).lines().forEach(out::println);
    }

    private static TextTable perClass(ConfusionMatrix confusion, List<String> names) {
        TextTable table = TextTable.ofNumbers(ClassTable.HEADING.size()).row(ClassTable.HEADING);
        ClassTable.rows(confusion, names).forEach(table::row);
        return table;
    }

    /** Columns have numbers, so that it fits; rows have names beside them. */
    private static TextTable matrix(ConfusionMatrix confusion, List<String> names) {
        int classes = confusion.classes();
        TextTable table = TextTable.ofNumbers(classes + 1);
        List<String> heading = new ArrayList<>(List.of(""));
        for (int c = 0; c < classes; c++) {
            heading.add(Integer.toString(c));
        }
        table.row(heading);
        for (int actual = 0; actual < classes; actual++) {
            String number = Integer.toString(actual);
            List<String> row = new ArrayList<>(List.of(names.get(actual).equals(number) ? number
                    : names.get(actual) + " " + number));
            for (int predicted = 0; predicted < classes; predicted++) {
                row.add(Long.toString(confusion.count(actual, predicted)));
            }
            table.row(row);
        }
        return table;
    }
}
