package dev.lanewise.cli.option;

import dev.lanewise.cli.base.UsageException;
import java.util.Optional;

/**
 * Makes the values of a run of those that were given and of a recipe's for the others. An option may look at
 * others: these are then settled first.
 */
public final class Resolution {
    private final TrainingValues recipe;
    private final TrainingValues given;
    private TrainingValues settled = TrainingValues.none();

    private Resolution(TrainingValues recipe, TrainingValues given) {
        this.recipe = recipe;
        this.given = given;
    }

    /**
     * The values of a run: one for each option that has a value at all.
     *
     * @throws UsageException if a given one is out of range, or some don't go together; of several such, the first
     *             in the table's order is told
     */
    public static TrainingValues of(TrainingValues recipe, TrainingValues given) {
        Resolution resolution = new Resolution(recipe, given);
        TrainingOptions.ALL.forEach(resolution::settle);
        return resolution.settled;
    }

    /**
     * The value of an option that doesn't look at others, given or usual.
     *
     * @throws UsageException if it is out of range
     */
    public static <T> T of(TrainingOption<T> option, TrainingValues given) {
        return new Resolution(TrainingValues.none(), given).get(option);
    }

    private <T> Optional<T> settle(TrainingOption<T> option) {
        Optional<T> before = settled.find(option);
        if (before.isPresent()) {
            return before;
        }
        Optional<T> wanted = given.find(option);
        Optional<T> value = wanted.isPresent()
                ? Optional.of(option.given(this, wanted.get()))
                : usual(option).map(usual -> option.otherwise(this, usual));
        value.ifPresent(settling -> settled = settled.with(option, settling));
        return value;
    }

    /** The value of an option, if it has one. */
    <T> Optional<T> find(TrainingOption<T> option) {
        return settle(option);
    }

    private <T> Optional<T> usual(TrainingOption<T> option) {
        return recipe.find(option).or(option::usual);
    }

    /** Whether the user named a value for an option. */
    boolean isGiven(TrainingOption<?> option) {
        return given.find(option).isPresent();
    }

    /** The value of an option, given or not. */
    <T> T get(TrainingOption<T> option) {
        return settle(option)
                .orElseThrow(() -> new IllegalStateException(option + " has no value"));
    }

    /** Whether an option has the recipe's value. */
    boolean isAsInRecipe(TrainingOption<?> option) {
        return get(option).equals(usual(option).orElse(null));
    }
}
