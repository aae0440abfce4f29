package dev.lanewise.cli.option;

import static dev.lanewise.cli.option.TrainingOptions.ALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.base.UsageException;
import dev.lanewise.cli.option.TrainingOption.Group;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table, and what is made of it. */
class TrainingOptionsTest {
    private static List<TrainingOption<?>> declared() throws IllegalAccessException {
        List<TrainingOption<?>> options = new ArrayList<>();
        for (Field field : TrainingOptions.class.getFields()) {
            if (field.get(null) instanceof TrainingOption<?> option) {
                options.add(option);
            }
        }
        return options;
    }

    private static List<String> names(List<TrainingOption<?>> options) {
        return options.stream().map(TrainingOption::name).toList();
    }

    @Test
    void everyOptionIsInTheTableAndListedOnce() throws IllegalAccessException {
        assertEquals(new HashSet<>(declared()), new HashSet<>(ALL));
        assertEquals(ALL.size(), Set.copyOf(names(ALL)).size());
        List<TrainingOption<?>> listed = new ArrayList<>();
        for (Group group : Group.values()) {
            listed.addAll(TrainingOptions.of(group));
        }
        assertEquals(ALL.size(), listed.size());
        assertEquals(Set.copyOf(ALL), Set.copyOf(listed));
    }

    @Test
    void theHelpHasAnOrderOfItsOwn() {
        assertEquals(List.of("--limit", "--validation"), names(TrainingOptions.of(Group.DATA)));
        assertEquals(List.of("--epochs", "--batch-size", "--drop-last", "--init", "--optimizer"),
                names(TrainingOptions.of(Group.TRAINING)).subList(0, 5));
    }

    @Test
    void whatComputesDecidesNoWeights() {
        for (TrainingOption<?> option : ALL) {
            assertEquals(option.group() != Group.COMPUTING, option.decidesWeights(),
                    option.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRecipeHasAValueForEveryOptionOfRecipesAndForNoOther(Recipe recipe) {
        for (TrainingOption<?> option : ALL) {
            assertEquals(option.isOfRecipe(), recipe.defaults().find(option).isPresent(),
                    option.name());
        }
    }

    /** Values that are not given are not checked: they must be good. */
    @ParameterizedTest
    @EnumSource
    void aRecipesValuesWouldBeAcceptedIfTheyWereGiven(Recipe recipe) {
        TrainingValues given = TrainingValues.none();
        for (TrainingOption<?> option : ALL) {
            if (option.written(recipe.defaults()) != null) {
                given = taken(option, recipe.defaults(), given);
            }
        }
        TrainingValues resolved = Resolution.of(recipe.defaults(), given);
        for (TrainingOption<?> option : ALL) {
            if (option.isOfRecipe()) {
                assertEquals(recipe.defaults().find(option), resolved.find(option), option.name());
            }
        }
    }

    private static <T> TrainingValues taken(TrainingOption<T> option, TrainingValues from,
            TrainingValues to) {
        return to.with(option, from.get(option));
    }

    @Test
    void anOptionThatDependsOnALaterOneIsSettledAfterIt() {
        TrainingValues resolved = Resolution.of(Recipe.STANDARD.defaults(),
                TrainingValues.none().with(TrainingOptions.LIMIT, 100));
        assertEquals(Validation.none(), resolved.get(TrainingOptions.VALIDATION));
        assertEquals(100, resolved.get(TrainingOptions.LIMIT));
    }

    @Test
    void ofSeveralWrongValuesTheFirstOfTheTableIsTold() {
        TrainingValues given = TrainingValues.none()
                .with(TrainingOptions.EMA, 2.0)
                .with(TrainingOptions.EPOCHS, 0)
                .with(TrainingOptions.MOMENTUM, 3.0);
        String said = assertThrows(UsageException.class,
                () -> Resolution.of(Recipe.FAST.defaults(), given)).getMessage();
        assertTrue(said.startsWith("--epochs "), said);
    }

    @Test
    void valuesDoNotChange() {
        TrainingValues before = Recipe.FAST.defaults();
        TrainingValues after = before.with(TrainingOptions.LIMIT, 7);
        assertFalse(before.find(TrainingOptions.LIMIT).isPresent());
        assertEquals(7, after.get(TrainingOptions.LIMIT));
        assertThrows(IllegalStateException.class, () -> before.get(TrainingOptions.LIMIT));
    }
}
