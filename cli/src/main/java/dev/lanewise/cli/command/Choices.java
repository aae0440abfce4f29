package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.Nearest;
import dev.lanewise.cli.export.ExportFormat;
import dev.lanewise.cli.option.Recipe;
import dev.lanewise.cli.run.RunColumn;
import dev.lanewise.cli.terminal.ColorChoice;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option whose value is one of a few words: how it is read, and the words for help and
 * completion.
 */
class Choices<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
    private final List<E> constants;

    Choices(Class<E> type) {
        this.constants = List.of(type.getEnumConstants());
    }

    @Override
    public E convert(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        for (E constant : constants) {
            if (Choice.name(constant).equals(word)) {
                return constant;
            }
        }
        throw new TypeConversionException("must be one of " + String.join(", ", this)
                + "; you gave '" + text + "'" + Nearest.question(word, this));
    }

    @Override
    public Iterator<String> iterator() {
        Stream<String> names = constants.stream().map(Choice::name);
        return names.iterator();
    }

    /** {@code --recipe}. */
    static final class Recipes extends Choices<Recipe> {
        Recipes() {
            super(Recipe.class);
        }
    }

    /** {@code --split}. */
    static final class Splits extends Choices<ShowCommand.Split> {
        Splits() {
            super(ShowCommand.Split.class);
        }
    }

    /** The parameter of {@code completion}. */
    static final class Shells extends Choices<CompletionCommand.Shell> {
        Shells() {
            super(CompletionCommand.Shell.class);
        }
    }

    /** {@code --format}. */
    static final class Formats extends Choices<ExportFormat> {
        Formats() {
            super(ExportFormat.class);
        }
    }

    /** {@code --sort} of {@code runs}. */
    static final class RunColumns extends Choices<RunColumn> {
        RunColumns() {
            super(RunColumn.class);
        }
    }

    /** {@code --color}. */
    static final class Colors extends Choices<ColorChoice> {
        Colors() {
            super(ColorChoice.class);
        }
    }
}
