package dev.lanewise.cli.option;

import dev.lanewise.cli.base.UsageException;
import dev.lanewise.engine.train.TrainerBuilder;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An option of training, with all that the program knows of it: what the help says, which values it takes, which
 * one it has where none is given, how configurations hold it, how it is put into words, and what it sets.
 *
 * @param <T> its values
 */
public final class TrainingOption<T> {
    private final String name;
    private final Group group;
    private final OptionType<T> type;
    private final String label;
    private final String text;
    private final Optional<Supplier<T>> usual;
    private final Optional<TrainingOption<?>> before;
    private final boolean ofRecipe;
    private final boolean decidesWeights;
    private final Fallback<T> fallback;
    private final Rule<T> rule;
    private final BiPredicate<TrainingValues, T> written;
    private final Words<T> words;
    private final Setter<T> setter;

    private TrainingOption(Builder<T> builder) {
        name = builder.name;
        group = builder.group;
        type = builder.type;
        label = builder.label;
        text = builder.text;
        usual = Optional.ofNullable(builder.usual);
        before = Optional.ofNullable(builder.before);
        ofRecipe = builder.ofRecipe;
        decidesWeights = builder.decidesWeights;
        fallback = builder.fallback;
        rule = builder.rule;
        written = builder.written;
        words = builder.words;
        setter = builder.setter;
    }

    /** Under which heading the help lists an option. */
    public enum Group {
        /** Which network. */
        NETWORK("Network"),
        /** Which images. */
        DATA("Data"),
        /** How the weights are found. */
        TRAINING("Training"),
        /** What computes. */
        COMPUTING("Computing");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        /** The heading. */
        public String heading() {
            return heading;
        }
    }

    /** The value of an option that was not given. */
    @FunctionalInterface
    interface Fallback<T> {
        /**
         * The value.
         *
         * @param usual the recipe's value, or that of all recipes
         */
        T value(Resolution others, T usual);
    }

    /** What a given value asks of the other options. */
    @FunctionalInterface
    interface Rule<T> {
        /**
         * Checks it.
         *
         * @throws UsageException if they don't go together
         */
        void check(Resolution others, T value);
    }

    /** A value in words. */
    @FunctionalInterface
    interface Words<T> {
        /** They follow those of the option before; empty for a value that isn't worth telling. */
        String of(TrainingValues all, T value);
    }

    /** What a value means to a trainer. */
    @FunctionalInterface
    interface Setter<T> {
        /** Gives it to the trainer. */
        void set(TrainerBuilder trainer, TrainingValues all, T value);
    }

    /**
     * The description of an option; what is not said is as for most options.
     *
     * @param name with its dashes
     * @param label of a value in the help; empty if it takes none there
     * @param text what the help says, in picocli's markup
     */
    static <T> Builder<T> of(Group group, String name, OptionType<T> type, String label,
            String text) {
        return new Builder<>(group, name, type, label, text);
    }

    /** Its name with its dashes, such as {@code --batch-size}. */
    public String name() {
        return name;
    }

    /** Its name in files, such as {@code batch_size}. */
    public String key() {
        return name.substring("--".length()).replace('-', '_');
    }

    /** Where the help lists it. */
    public Group group() {
        return group;
    }

    /** Behind which option of its group the help lists it; empty for the order of the table. */
    Optional<TrainingOption<?>> before() {
        return before;
    }

    /** Its values. */
    public OptionType<T> type() {
        return type;
    }

    /** What the help calls a value. */
    public String label() {
        return label;
    }

    /** What the help says, in picocli's markup. */
    public String text() {
        return text;
    }

    /** Whether recipes have a value for it; if not, its value is the same with all of them. */
    public boolean isOfRecipe() {
        return ofRecipe;
    }

    /** Whether which weights come out depends on it. */
    public boolean decidesWeights() {
        return decidesWeights;
    }

    /** Its value with recipes that don't say otherwise, if it has one. */
    public Optional<T> usual() {
        return usual.map(Supplier::get);
    }

    /**
     * Its value where this one was given.
     *
     * @throws UsageException if it is out of range, or doesn't go with the others
     */
    T given(Resolution others, T value) {
        rule.check(others, value);
        return type.checked(name, value);
    }

    /** Its value where none was given. */
    T otherwise(Resolution others, T usualValue) {
        return fallback.value(others, usualValue);
    }

    /** What a configuration holds for it; null if it says nothing there. */
    @Nullable
    Object written(TrainingValues all) {
        return all.find(this)
                .filter(value -> written.test(all, value))
                .map(type::written)
                .orElse(null);
    }

    /** Its value in words. */
    String words(TrainingValues all) {
        return all.find(this).map(value -> words.of(all, value)).orElse("");
    }

    /** Gives a trainer its value. */
    void set(TrainerBuilder trainer, TrainingValues all) {
        all.find(this).ifPresent(value -> setter.set(trainer, all, value));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Describes an option. */
    static final class Builder<T> {
        private final Group group;
        private final String name;
        private final OptionType<T> type;
        private final String label;
        private final String text;
        private @Nullable Supplier<T> usual;
        private @Nullable TrainingOption<?> before;
        private boolean ofRecipe = true;
        private boolean decidesWeights = true;
        private Fallback<T> fallback = (others, usualValue) -> usualValue;
        private Rule<T> rule = (others, value) -> {};
        private BiPredicate<TrainingValues, T> written = (all, value) -> true;
        private Words<T> words = (all, value) -> "";
        private Setter<T> setter = (trainer, all, value) -> {};

        private Builder(Group group, String name, OptionType<T> type, String label, String text) {
            this.group = group;
            this.name = name;
            this.type = type;
            this.label = label;
            this.text = text;
        }

        /** The value with recipes that don't say otherwise; without it, each of them must. */
        Builder<T> usually(T value) {
            return usually(() -> value);
        }

        /** The same where it depends on the machine. */
        Builder<T> usually(Supplier<T> value) {
            usual = value;
            return this;
        }

        /** The help lists it behind an option that comes later in the table. */
        Builder<T> listedBehind(TrainingOption<?> other) {
            before = other;
            return this;
        }

        /** Recipes have no value for it. */
        Builder<T> ofNoRecipe() {
            ofRecipe = false;
            return this;
        }

        /** The weights that come out are the same with every value. */
        Builder<T> keepsWeights() {
            decidesWeights = false;
            return this;
        }

        /** The value where none is given, if other options change it. */
        Builder<T> otherwise(Fallback<T> value) {
            fallback = value;
            return this;
        }

        /** What a given value asks of others. */
        Builder<T> needs(Rule<T> check) {
            rule = check;
            return this;
        }

        /** Configurations hold nothing for it but then. */
        Builder<T> writtenIf(BiPredicate<TrainingValues, T> condition) {
            written = condition;
            return this;
        }

        /** How it is put into words. */
        Builder<T> told(Words<T> how) {
            words = how;
            return this;
        }

        /** What it is to a trainer. */
        Builder<T> sets(BiConsumer<TrainerBuilder, T> option) {
            return setsWithOthers((trainer, all, value) -> option.accept(trainer, value));
        }

        /** What it is to a trainer, together with others. */
        Builder<T> setsWithOthers(Setter<T> option) {
            setter = option;
            return this;
        }

        TrainingOption<T> build() {
            return new TrainingOption<>(this);
        }
    }
}
