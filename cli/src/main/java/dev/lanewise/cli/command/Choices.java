package dev.lanewise.cli.command;

import dev.lanewise.cli.base.Choice;
import dev.lanewise.cli.base.Nearest;
import dev.lanewise.cli.terminal.ColorChoice;
import dev.lanewise.cli.train.AugmentationKind;
import dev.lanewise.cli.train.NetworkKind;
import dev.lanewise.cli.train.OptimizerKind;
import dev.lanewise.cli.train.Recipe;
import dev.lanewise.engine.kernel.KernelChoice;
import dev.lanewise.engine.nn.Activation;
import dev.lanewise.engine.nn.Initializer;
import dev.lanewise.engine.train.Schedule;
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
abstract class Choices<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
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

    /** {@code --network}. */
    static final class Networks extends Choices<NetworkKind> {
        Networks() {
            super(NetworkKind.class);
        }
    }

    /** {@code --activation}. */
    static final class Activations extends Choices<Activation> {
        Activations() {
            super(Activation.class);
        }
    }

    /** {@code --init}. */
    static final class Initializers extends Choices<Initializer> {
        Initializers() {
            super(Initializer.class);
        }
    }

    /** {@code --optimizer}. */
    static final class Optimizers extends Choices<OptimizerKind> {
        Optimizers() {
            super(OptimizerKind.class);
        }
    }

    /** {@code --schedule}. */
    static final class Schedules extends Choices<Schedule.Curve> {
        Schedules() {
            super(Schedule.Curve.class);
        }
    }

    /** {@code --augment}. */
    static final class Augmentations extends Choices<AugmentationKind> {
        Augmentations() {
            super(AugmentationKind.class);
        }
    }

    /** {@code --kernels}. */
    static final class KernelChoices extends Choices<KernelChoice> {
        KernelChoices() {
            super(KernelChoice.class);
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

    /** {@code --color}. */
    static final class Colors extends Choices<ColorChoice> {
        Colors() {
            super(ColorChoice.class);
        }
    }
}
