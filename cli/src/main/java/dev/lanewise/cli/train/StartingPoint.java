package dev.lanewise.cli.train;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.base.IoFailure;
import dev.lanewise.cli.base.ModelException;
import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.run.GivenNormalization;
import dev.lanewise.cli.run.ModelFiles;
import dev.lanewise.cli.run.NamedModel;
import dev.lanewise.cli.run.RunFolder;
import dev.lanewise.engine.data.Normalization;
import dev.lanewise.engine.loss.Loss;
import dev.lanewise.engine.model.Model;
import dev.lanewise.engine.model.StateDict;
import dev.lanewise.engine.nn.ModelFormatException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Parameter;
import dev.lanewise.engine.train.TrainerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What training begins with in place of random weights: a model, or weights of PyTorch's. */
public final class StartingPoint {
    private static final int MOST_NAMES = 4;

    private final String name;
    /** For configurations: {@code runs/last} leads elsewhere after the run. */
    private final String place;
    private final Optional<GivenNormalization> normalization;
    private final Optional<Model> model;
    private final Path file;

    private StartingPoint(String name, String place, Path file, Optional<Model> model,
            Optional<GivenNormalization> normalization) {
        this.name = name;
        this.place = place;
        this.file = file;
        this.model = model;
        this.normalization = normalization;
    }

    /**
     * What the user named.
     *
     * @param normalization of a model that doesn't say its own, or empty
     * @throws IOException if it is damaged
     * @throws ModelException if it is missing or can't be read
     */
    public static StartingPoint find(CommandContext context, Path given,
            Optional<GivenNormalization> normalization) throws IOException {
        Path file = RunFolder.modelFile(context.resolve(given));
        if (Files.isRegularFile(file) && ModelFiles.isStateDict(file)) {
            return new StartingPoint(given.toString(), file.toRealPath().toString(), file,
                    Optional.empty(), normalization);
        }
        NamedModel named = NamedModel.find(context, Optional.of(given), normalization)
                .requireClasses();
        String place = given.equals(Path.of(NamedModel.PRETRAINED)) ? NamedModel.PRETRAINED
                : file.toRealPath().toString();
        return new StartingPoint(named.name(), place, file, Optional.of(named.model()),
                normalization);
    }

    /** The network, if it has one of its own. */
    public Optional<Network> network() {
        return model.map(Model::network);
    }

    /** Where it is, in words that a configuration keeps. */
    String place() {
        return place;
    }

    /** The normalization that was given, in the word that a configuration keeps. */
    Optional<String> normalization() {
        return normalization.map(GivenNormalization::word);
    }

    /** Gives a trainer its weights, its normalization, and its loss where the network is its own. */
    void prepare(TrainerBuilder trainer, Network network) {
        Model start = on(network);
        try {
            trainer.weights(start);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--from must have weights for the network; " + name
                    + " has none of the same name and extents; choose another network, or leave"
                    + " --network and --layers out to train its own.");
        }
        if (model.isPresent() || normalization.isPresent()) {
            trainer.normalization(start.normalization());
        }
        if (network.equals(start.network()) && !start.loss().equals(Loss.crossEntropy())) {
            trainer.loss(start.loss());
        }
    }

    private Model on(Network network) {
        if (model.isPresent()) {
            return model.get();
        }
        try {
            return StateDict.of(file)
                    .model(network, normalization.map(GivenNormalization::normalization)
                            .orElseGet(Normalization::none));
        } catch (ModelFormatException e) {
            throw new ModelException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new ModelException("The weights " + name + " can't be read ("
                    + IoFailure.reason(e) + "); check the file's permissions, or name another.", e);
        }
    }

    /** A fingerprint of the weights that a network begins with. */
    String sha256(Network network) {
        return on(network).sha256();
    }

    /** What a run begins with, in words. */
    String told(TrainerBuilder trainer, Network network) {
        List<String> drawn = trainer.drawn().stream().map(Parameter::name).toList();
        int all = network.parameters().size();
        String others = drawn.isEmpty() ? ""
                : "; random are " + String.join(", ", drawn.subList(0,
                        Math.min(MOST_NAMES, drawn.size())))
                        + (drawn.size() > MOST_NAMES ? " …" : "");
        return "begins with "
                + (drawn.isEmpty() ? "the weights"
                        : (all - drawn.size()) + " of " + all + " weights and biases")
                + " of " + name + others;
    }

    /** What is to be said of a model that doesn't say what its input is. */
    Optional<String> remark() {
        return model.flatMap(own -> new NamedModel(name, own).remark(Optional.empty()))
                .filter(remark -> normalization.isEmpty());
    }
}
