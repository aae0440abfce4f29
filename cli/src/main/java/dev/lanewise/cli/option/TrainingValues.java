package dev.lanewise.cli.option;

import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.nn.Network;
import dev.lanewise.engine.nn.Shape;
import dev.lanewise.engine.train.Trainer;
import dev.lanewise.engine.train.TrainerBuilder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values of training options. Immutable. */
public final class TrainingValues {
    private static final TrainingValues NONE = new TrainingValues(Map.of());
    private static final Shape MNIST = new Shape(1, 28, 28);
    private static final int DIGITS = 10;

    private final Map<TrainingOption<?>, Object> values;

    private TrainingValues(Map<TrainingOption<?>, Object> values) {
        this.values = values;
    }

    /** No values. */
    public static TrainingValues none() {
        return NONE;
    }

    /** These values with another one for an option. */
    public <T> TrainingValues with(TrainingOption<T> option, T value) {
        Map<TrainingOption<?>, Object> changed = new HashMap<>(values);
        changed.put(option, value);
        return new TrainingValues(changed);
    }

    /** These values with those of all recipes for the options that have none, but could have in a recipe. */
    TrainingValues completed() {
        TrainingValues all = this;
        for (TrainingOption<?> option : TrainingOptions.ALL) {
            if (option.isOfRecipe() && find(option).isEmpty()) {
                all = all.withUsual(option);
            }
        }
        return all;
    }

    private <T> TrainingValues withUsual(TrainingOption<T> option) {
        return with(option, option.usual()
                .orElseThrow(() -> new IllegalStateException("A recipe has no " + option)));
    }

    /** The value of an option, if it has one. */
    public <T> Optional<T> find(TrainingOption<T> option) {
        return Optional.ofNullable(option.type().type().cast(values.get(option)));
    }

    /** The value of an option that always has one. */
    public <T> T get(TrainingOption<T> option) {
        return find(option).orElseThrow(() -> new IllegalStateException(option + " has no value"));
    }

    /** The network that they are about, for images of MNIST's shape and ten classes. */
    public Network network() {
        return network(MNIST, DIGITS);
    }

    /**
     * The network that they are about.
     *
     * @param input shape of the images
     * @param classes number of classes of the data
     * @throws UsageException if it can't be made for these
     */
    public Network network(Shape input, int classes) {
        return get(TrainingOptions.NETWORK).build(get(TrainingOptions.ACTIVATION), input, classes);
    }

    /** A trainer of a network with these values. */
    public TrainerBuilder trainer(Network network) {
        TrainerBuilder trainer = Trainer.of(network);
        TrainingOptions.ALL.forEach(option -> option.set(trainer, this));
        return trainer;
    }

    /** Steps of an epoch of so many images. */
    public int steps(int images) {
        int size = get(TrainingOptions.BATCH_SIZE);
        return get(TrainingOptions.DROP_LAST) ? images / size : Math.ceilDiv(images, size);
    }

    /**
     * What a configuration holds for them, by the names of the options there; null for those that have no value.
     *
     * @param decidingWeights whether it is the options that decide which weights come out, or the others
     */
    public Map<String, @Nullable Object> written(boolean decidingWeights) {
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        for (TrainingOption<?> option : TrainingOptions.ALL) {
            if (option.decidesWeights() == decidingWeights) {
                written.put(option.key(), option.written(this));
            }
        }
        return written;
    }

    /** All values in words. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        TrainingOptions.inWords().forEach(option -> text.append(option.words(this)));
        return text.toString();
    }
}
