package dev.lanewise.cli.run;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.report.ClassTable;
import dev.lanewise.cli.terminal.Numbers;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.text.Quoted;
import dev.lanewise.mnist.Lenet5;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model that a command works with, and what is known of it.
 *
 * @param name as the user named it, or would have to
 * @param model the model
 */
public record NamedModel(String name, Model model) {
    /** Names the network that comes with the program. */
    public static final String PRETRAINED = "pretrained";
    private static final Path LAST = Path.of("runs", "last");
    private static final String CLASSES = "data.classes";
    private static final String ACCURACY = "result.test_accuracy";
    private static final String MNIST = "mnist";
    private static final int PERCENT = 100;

    /**
     * The model that was named: {@code pretrained}, a run folder, a model file or an ONNX file. Where none was, the one of
     * the newest run; where there is no run, the network that comes with the program.
     *
     * @throws IOException if it is damaged
     * @throws dev.lanewise.cli.base.ModelException if it is missing or can't be read
     */
    public static NamedModel find(CommandContext context, Optional<Path> given)
            throws IOException {
        boolean newest = given.isEmpty() && isThereANewest(context);
        Path path = given.orElse(newest ? LAST : Path.of(PRETRAINED));
        return path.equals(Path.of(PRETRAINED))
                ? new NamedModel(PRETRAINED, Lenet5.pretrained())
                : new NamedModel(path.toString(), ModelFiles.load(context.resolve(path)));
    }

    /**
     * The same model with a normalization that the user gives.
     *
     * @param normalization of a model that has none of its own, or empty
     * @throws IOException if it is damaged
     * @throws dev.lanewise.cli.base.ModelException if it is missing or can't be read
     * @throws UsageException if it has a normalization
     */
    public static NamedModel find(CommandContext context, Optional<Path> given,
            Optional<GivenNormalization> normalization) throws IOException {
        NamedModel found = find(context, given);
        return normalization.isEmpty() ? found
                : new NamedModel(found.name, found.normalized(normalization.get().normalization()));
    }

    /**
     * The same model, which must tell classes apart.
     *
     * @throws ModelException if its outputs are something else
     */
    public NamedModel requireClasses() {
        Shape output = model.network().nodes().getLast().output();
        if (output.height() * output.width() > 1) {
            throw new ModelException("Model " + name + " must have one output for each class; it"
                    + " has maps of " + output + ". Name a model that classifies.");
        }
        if (!model.loss().hasLogits()) {
            throw new ModelException("Model " + name + " must have logits of classes; it was"
                    + " trained with the loss " + model.loss().attributes().type()
                    + ". Name a model that classifies.");
        }
        return this;
    }

    /**
     * The same model, which must tell images of MNIST's shape apart.
     *
     * @throws ModelException if its input or its outputs are something else
     */
    public NamedModel requireDigits() {
        Shape digits = Lenet5.standard().inputShape();
        if (!model.network().inputShape().equals(digits)) {
            throw new ModelException("Model " + name + " must take images of " + digits
                    + "; it takes " + model.network().inputShape()
                    + ". Name a model of MNIST's shape.");
        }
        return requireClasses();
    }

    private Model normalized(Normalization normalization) {
        if (isNormalized()) {
            throw new UsageException("--normalization can't be combined with " + name
                    + ", which has its own; leave it out.");
        }
        return Model.of(model.network(), model.parameters(), normalization, model.provenance())
                .withLoss(model.loss())
                .withClassNames(model.classNames())
                .withTemperature(model.temperature());
    }

    private boolean isNormalized() {
        return !model.normalization().equals(Normalization.none());
    }

    /**
     * What is to be said of a model that doesn't say what its input is.
     *
     * @param normalization that the user gave, or empty
     */
    public Optional<String> remark(Optional<GivenNormalization> normalization) {
        return isNormalized() || normalization.isPresent() ? Optional.empty()
                : Optional.of(name + " doesn't say how its input is normalized, and gets pixels"
                        + " from 0 to 255; if it was trained on others, say so with"
                        + " --normalization.");
    }

    /** Whether there is a run that has a model. */
    public static boolean isThereANewest(CommandContext context) throws IOException {
        return Files.exists(RunFolder.modelFile(context.resolve(LAST)));
    }

    /** A model with the accuracy that it reached on the test images. */
    public static Model tested(Model model, double accuracy) {
        Map<String, String> provenance = new TreeMap<>(model.provenance());
        provenance.put(ACCURACY, Double.toString(accuracy));
        return model.withProvenance(provenance);
    }

    /** The names of its classes: those of the data it was trained on, if they have any. */
    public List<String> classNames() {
        // Files of earlier versions have them in their provenance.
        String earlier = model.provenance().get(CLASSES);
        List<String> names = earlier == null ? model.classNames() : List.of(earlier.split("\n"));
        List<String> numbers = ClassTable.numbers(model.network().outputs());
        // A file from anywhere may hold what a terminal takes for commands.
        List<String> all = names.stream().map(Quoted::escaped).toList();
        return all.size() == numbers.size() ? all : numbers;
    }

    /** The name of the data that it was trained on; of files that don't say it, MNIST's. */
    public String data() {
        return model.provenance().getOrDefault("data.name", MNIST);
    }

    /** Whether that is MNIST itself. */
    public boolean isOfMnist() {
        return data().equals(MNIST);
    }

    /**
     * The folder of the data that it was trained on, if that is not MNIST itself and its run's configuration
     * names one that is there.
     */
    public Optional<Path> dataFolder(CommandContext context) throws IOException {
        return isOfMnist() ? Optional.empty()
                : ModelFiles.dataOf(context.resolve(Path.of(name)));
    }

    /** Whether it was trained on a data set with this fingerprint, or doesn't say what on. */
    public boolean knows(String sha256) {
        return model.provenance().getOrDefault("data.sha256", sha256).equals(sha256);
    }

    /** Its name, and in brackets its recipe and its test accuracy as far as the file holds them. */
    public String described() {
        String recipe = model.provenance().get("train.recipe");
        String accuracy = percent(model.provenance().get(ACCURACY));
        String text = (recipe == null ? "" : recipe + " recipe") + (recipe != null
                && accuracy != null ? ", " : "")
                + (accuracy == null ? "" : accuracy + " on " + data());
        return text.isEmpty() ? name : name + " (" + text + ")";
    }

    private static @Nullable String percent(
            @Nullable String share) {
        if (share == null) {
            return null;
        }
        try {
            return Numbers.fixed(PERCENT * Double.parseDouble(share), 1)
                    + " %";
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
