package dev.lanewise.cli.report;

import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.chart.Scene;
import dev.lanewise.cli.picture.ConfusionChart;
import dev.lanewise.cli.picture.Course;
import dev.lanewise.cli.picture.Gallery;
import dev.lanewise.cli.picture.LearningCurve;
import dev.lanewise.cli.picture.NetworkDiagram;
import dev.lanewise.cli.picture.NetworkPictures;
import dev.lanewise.cli.picture.PredictionGallery;
import dev.lanewise.cli.picture.ReliabilityChart;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.metric.ConfusionMatrix;
import dev.lanewise.engine.metric.Evaluation;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.model.Reliability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be seen of a model: on a data set, and, if it was trained just now, of its training.
 *
 * @param model the model
 * @param title what it is and what it reached, in a few words
 * @param subject the same in a sentence, for the pictures
 * @param lines what stands below the title of the page
 * @param tested what it was evaluated on
 * @param trained what it was trained on, if that is known
 * @param results what stands at the top of the page: names and values
 * @param closing what stands at its end
 */
public record ModelReport(Model model, String title, String subject, List<String> lines,
        Tested tested, Optional<Trained> trained, Map<String, String> results,
        ReportClosing closing) {
    private static final int MOST_CLASSES = 100;
    private static final int DECIMALS = 4;
    private static final double PERCENT = 100;

    /** Keeps unmodifiable copies. */
    public ModelReport {
        lines = List.copyOf(lines);
        results = new LinkedHashMap<>(results);
    }

    /**
     * An evaluation.
     *
     * @param name of the data set
     * @param classNames of its classes
     * @param images its test images
     * @param evaluation loss and confusion matrix on them
     * @param predictions one for each image
     * @param seed draws the images that are shown
     */
    public record Tested(String name, List<String> classNames, Dataset images,
            Evaluation evaluation, List<Prediction> predictions, long seed) {}

    /**
     * A training.
     *
     * @param images the training images as the network was fed them
     * @param course how it went
     */
    public record Trained(Dataset images, Course course) {}

    /**
     * Refuses a folder that can't take a report, before any work is done.
     *
     * @param given how the user names it
     * @throws UsageException if it is a file, or a folder with other files than a report's
     */
    public static void requireUsable(Path given, Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                boolean other = files.map(file -> file.getFileName().toString())
                        .anyMatch(name -> !name.equals(ReportFolder.PAGE)
                                && !name.endsWith(".png") && !name.endsWith(".svg"));
                if (other) {
                    throw new UsageException("--report must be a new or empty folder, or that of"
                            + " an earlier report; you gave " + given
                            + ", which has other files; name another.");
                }
            }
        } else if (Files.exists(folder)) {
            throw new UsageException("--report must be a folder; you gave " + given
                    + ", which is a file; name another.");
        }
    }

    /**
     * Refuses a model with so many classes that nobody could read a matrix of them.
     *
     * @throws UsageException if it has
     */
    public static void requireDrawable(Model model) {
        if (model.network().outputs() > MOST_CLASSES) {
            throw new UsageException("--report must have a model of at most " + MOST_CLASSES
                    + " classes; this one has " + model.network().outputs() + "; leave it out.");
        }
    }

    /** The results that every report has. */
    public static Map<String, String> results(Evaluation evaluation, Model model) {
        Map<String, String> results = new LinkedHashMap<>();
        results.put("Test accuracy", percent(evaluation.accuracy()));
        results.put("Test loss", Numbers.fixed(evaluation.loss(), DECIMALS));
        results.put("Macro F1", Numbers.fixed(evaluation.confusion().macroF1(), DECIMALS));
        results.put("Parameters", Numbers.grouped(model.network().parameterCount()));
        return results;
    }

    /** A share such as {@code 99.41 %}. */
    public static String percent(double share) {
        return Numbers.fixed(PERCENT * share, 2) + " %";
    }

    /**
     * Draws the pictures and writes them and {@code report.html} into a folder.
     *
     * @return the page
     * @throws IOException if a file can't be written; it is then as it was
     */
    public Path write(Path folder) throws IOException {
        ConfusionMatrix confusion = tested.evaluation().confusion();
        PredictionGallery images = new PredictionGallery(tested.images(), tested.predictions(),
                tested.classNames());
        Gallery mistakes = images.mistakes(subject);
        Gallery right = images.right(subject, tested.seed());
        Gallery filters = NetworkPictures.filters(model, subject);
        Gallery maps = maps();
        Scene network = NetworkDiagram.draw(model.network());
        ReliabilityChart reliability = new ReliabilityChart(
                Reliability.of(tested.images(), tested.predictions()));
        List<ReportFile> files = new ArrayList<>();
        List<ReportPage.Section> sections = new ArrayList<>();
        trained.ifPresent(t -> {
            files.addAll(curves(t));
            sections.add(training(t));
        });
        files.addAll(ReportFile.of("confusion-matrix",
                ConfusionChart.draw(confusion, tested.classNames(), subject)));
        sections.add(new ReportPage.Section("confusion-matrix", "Confusion matrix",
                confusionNote(confusion), List.of(
                        MatrixBlock.of(confusion, tested.classNames(), mistakes))));
        sections.add(new ReportPage.Section("classes", "Classes", "", List.of(PageBlock.table(
                "Precision, recall and F1 of each class", ClassTable.HEADING,
                ClassTable.rows(confusion, tested.classNames())))));
        files.addAll(ReportFile.of("reliability", reliability.withTitle(subject)));
        sections.add(reliability(reliability));
        add(files, sections, "mistakes", "Mistakes", mistakes);
        add(files, sections, "predictions", "Right answers", right);
        trained.ifPresent(t -> add(files, sections, "samples", "Training images",
                PredictionGallery.samples(t.images(), tested.classNames(), subject,
                        tested.seed())));
        files.addAll(ReportFile.of("network", network));
        sections.add(new ReportPage.Section("network", "Network", "", List.of(
                PageBlock.wide(network, "Drawing of the network"),
                PageBlock.table("Layers, for one image", LayerTable.HEADING,
                        LayerTable.rows(model.network())))));
        add(files, sections, "filters", "Filters", filters);
        add(files, sections, "activations", "Feature maps", maps);
        sections.addAll(closing.sections());
        return ReportFolder.write(folder, files,
                new ReportPage(title, lines, results, sections));
    }

    /** A sheet as a file and as a part of the page, which need not say once more what it is about. */
    private void add(List<ReportFile> files, List<ReportPage.Section> sections, String name,
            String heading, Gallery gallery) {
        files.add(ReportFile.of(name, gallery));
        List<String> own = gallery.subtitle().stream().filter(l -> !l.equals(subject)).toList();
        sections.add(new ReportPage.Section(name, heading, "", List.of(PageBlock.gallery(
                new Gallery(gallery.title(), own, gallery.sections())))));
    }

    private Gallery maps() {
        Prediction first = tested.predictions().getFirst();
        List<String> names = tested.classNames();
        return NetworkPictures.activations(model, tested.images().image(0), first.probabilities(),
                names, "test image 0 of " + tested.name() + ": true "
                        + names.get(tested.images().label(0)) + ", predicted "
                        + names.get(first.label()));
    }

    private List<ReportFile> curves(Trained t) {
        List<ReportFile> files = new ArrayList<>(ReportFile.of("accuracy",
                LearningCurve.ERROR.withTitle(t.course(), subject)));
        files.addAll(ReportFile.of("loss", LearningCurve.LOSS.withTitle(t.course(), subject)));
        return files;
    }

    private static ReportPage.Section training(Trained t) {
        return new ReportPage.Section("training", "Training",
                LearningCurve.ERROR.note(t.course()), List.of(
                        PageBlock.charts(List.of(LearningCurve.ERROR.alone(t.course()),
                                LearningCurve.LOSS.alone(t.course())),
                                List.of("Error", "Loss")),
                        PageBlock.table("Epochs", EpochTable.heading(t.course()),
                                EpochTable.rows(t.course()))));
    }

    private static String confusionNote(ConfusionMatrix confusion) {
        return Numbers.grouped(confusion.correct()) + " of " + Numbers.grouped(confusion.total())
                + " test images were classified right. A row for each true class, a column for each"
                + " predicted one.";
    }

    private static ReportPage.Section reliability(ReliabilityChart chart) {
        return new ReportPage.Section("reliability", "Reliability",
                "Answers of like confidence, and the share of them that was right. On the dashed"
                        + " line both are the same; where bars end above it, the network is right"
                        + " more often than it says."
                        + " Expected calibration error: "
                        + percent(chart.reliability().calibrationError())
                        + ".",
                List.of(PageBlock.charts(List.of(chart.alone()), List.of(""))));
    }
}
