package dev.lanewise.cli.report;

import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.picture.ConfusionPicture;
import dev.lanewise.cli.picture.LearningCurve;
import dev.lanewise.cli.picture.NetworkPictures;
import dev.lanewise.cli.picture.PredictionGallery;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Dataset;
import dev.lanewise.engine.model.Evaluation;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.Prediction;
import dev.lanewise.engine.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be seen of a model: on a data set, and, if it was trained just now, of its training.
 *
 * @param model the model
 * @param subject what it is and what it reached, in a few words, for the titles of the pictures
 * @param tested what it was evaluated on
 * @param trained what it was trained on, if that is known
 * @param results what stands at the top of the page: names and values
 * @param details what stands at its end
 * @param repeat the command that leads here
 */
public record ModelReport(Model model, String subject, Tested tested, Optional<Trained> trained,
        Map<String, String> results, Map<String, String> details, String repeat) {
    private static final int MOST_CLASSES = 100;
    private static final int DECIMALS = 4;

    /** Keeps unmodifiable copies. */
    public ModelReport {
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /**
     * An evaluation.
     *
     * @param name of the data set
     * @param images its test images
     * @param evaluation loss and confusion matrix on them
     * @param predictions one for each image
     * @param seed draws the images that are shown
     */
    public record Tested(String name, Dataset images, Evaluation evaluation,
            List<Prediction> predictions, long seed) {}

    /**
     * A training.
     *
     * @param images the training images as the network was fed them
     * @param history its epochs, at least one
     */
    public record Trained(Dataset images, History history) {}

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
                                && !name.endsWith(".png"));
                if (other) {
                    throw new UsageException("Option --report expected a new or empty folder, or"
                            + " that of an earlier report, found " + given
                            + " with other files in it; name another.");
                }
            }
        } else if (Files.exists(folder)) {
            throw new UsageException("Option --report expected a folder, found the file " + given
                    + "; name another.");
        }
    }

    /**
     * Refuses a model with so many classes that nobody could read a matrix of them.
     *
     * @throws UsageException if it has
     */
    public static void requireDrawable(Model model) {
        if (model.network().classes() > MOST_CLASSES) {
            throw new UsageException("Option --report expected a model of at most " + MOST_CLASSES
                    + " classes, found " + model.network().classes() + "; leave it out.");
        }
    }

    /** The results that every report has. */
    public static Map<String, String> results(Evaluation evaluation, Model model) {
        Map<String, String> results = new LinkedHashMap<>();
        results.put("Test accuracy", Numbers.fixed(evaluation.accuracy(), DECIMALS));
        results.put("Test loss", Numbers.fixed(evaluation.loss(), DECIMALS));
        results.put("Macro F1", Numbers.fixed(evaluation.confusion().macroF1(), DECIMALS));
        results.put("Parameters", Numbers.grouped(model.network().parameterCount()));
        return results;
    }

    /**
     * Draws the pictures and writes them and {@code report.html} into a folder.
     *
     * @return the page
     * @throws IOException if a file can't be written; it is then as it was
     */
    public Path write(Path folder) throws IOException {
        return ReportFolder.write(folder,
                new ReportPage(subject, summary(), results, tables(), pictures(), details,
                        repeat));
    }

    private String summary() {
        long count = tested.evaluation().count();
        return Numbers.grouped(tested.evaluation().confusion().correct()) + " of "
                + Numbers.grouped(count) + " test images of " + tested.name()
                + " classified right" + trained
                        .map(t -> ", after "
                                + Numbers.counted(t.history().epochs().size(), "epoch") + " on "
                                + Numbers.grouped(t.images().size()) + " training images")
                        .orElse("")
                + ".";
    }

    private List<ReportPage.Table> tables() {
        return List.of(
                new ReportPage.Table("Classes", ClassTable.HEADING,
                        ClassTable.rows(tested.evaluation().confusion())),
                new ReportPage.Table("Layers", LayerTable.HEADING,
                        LayerTable.rows(model.network())));
    }

    private List<Picture> pictures() {
        PredictionGallery gallery = new PredictionGallery(tested.images(), tested.predictions());
        List<Picture> pictures = new ArrayList<>();
        trained.ifPresent(t -> pictures.addAll(ofTraining(t)));
        pictures.add(new Picture("confusion-matrix.png", "Confusion matrix",
                "A row for each true class and a column for each predicted one; the counts of"
                        + " mistakes stand off the diagonal. The table of classes below has its"
                        + " ratios.",
                () -> ConfusionPicture.draw(tested.evaluation().confusion(), subject)));
        pictures.add(new Picture("mistakes.png", "Mistakes",
                "Test images that were classified wrong, the surest first, with predicted and true"
                        + " labels.",
                () -> gallery.mistakes(subject)));
        pictures.add(new Picture("predictions.png", "Predictions",
                "Random test images with predicted and true labels.",
                () -> gallery.random(subject, tested.seed())));
        trained.ifPresent(t -> pictures.add(new Picture("samples.png", "Samples",
                "Random training images with their labels.",
                () -> PredictionGallery.samples(t.images(), subject, tested.seed()))));
        pictures.add(new Picture("filters.png", "Filters",
                "The weights of each convolution as small images.",
                () -> NetworkPictures.filters(model, subject)));
        pictures.add(new Picture("activations.png", "Feature maps",
                "What each layer makes of one test image.",
                () -> NetworkPictures.activations(model, tested.images().image(0),
                        "test image 0 of " + tested.name() + ", true "
                                + tested.images().label(0) + ", predicted "
                                + tested.predictions().get(0).label())));
        return pictures;
    }

    private List<Picture> ofTraining(Trained t) {
        return List.of(
                new Picture("accuracy.png", "Accuracy",
                        "Training and validation accuracy over the epochs.",
                        () -> LearningCurve.ACCURACY.draw(t.history(), subject)),
                new Picture("loss.png", "Loss", "Training and validation loss over the epochs.",
                        () -> LearningCurve.LOSS.draw(t.history(), subject)));
    }
}
