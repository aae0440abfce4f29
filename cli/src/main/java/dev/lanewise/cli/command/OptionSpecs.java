package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;
import dev.lanewise.cli.network.LayerText;
import dev.lanewise.cli.option.OptionType;
import dev.lanewise.cli.option.TrainingOption;
import dev.lanewise.cli.option.TrainingOption.Group;
import dev.lanewise.cli.option.TrainingOptions;
import dev.lanewise.cli.option.TrainingValues;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of the table as picocli's, and the values that were given for them. */
final class OptionSpecs {
    private static final String DEFAULT = "${DEFAULT-VALUE}";

    private OptionSpecs() {}

    /** The options of a group, to be mixed into a command's. */
    static CommandSpec of(Group group) {
        CommandSpec options = CommandSpec.create();
        TrainingOptions.of(group).forEach(option -> options.addOption(spec(option)));
        return options;
    }

    /** The values that were given for options of groups that a command has; a network's file is read. */
    static TrainingValues given(CommandContext context, CommandSpec... groups) {
        TrainingValues values = TrainingValues.none();
        for (CommandSpec group : groups) {
            for (OptionSpec spec : group.options()) {
                Object value = spec.getValue() instanceof Pending pending ? pending.read(context)
                        : spec.getValue();
                values = with(values, (TrainingOption<?>) spec.userObject(), value);
            }
        }
        return values;
    }

    private static <T> TrainingValues with(TrainingValues values, TrainingOption<T> option,
            @Nullable Object value) {
        return value == null ? values : values.with(option, option.type().type().cast(value));
    }

    private static <T> OptionSpec spec(TrainingOption<T> option) {
        OptionSpec.Builder spec = OptionSpec.builder(option.name())
                .type(option.type().type())
                .paramLabel(option.label())
                .description(option.text())
                .userObject(option);
        if (option.text().contains(DEFAULT)) {
            option.usual()
                    .map(option.type()::written)
                    .ifPresent(value -> spec.defaultValue(value.toString()));
        }
        switch (option.type()) {
            case OptionType.Word<?> word -> {
                Choices<?> choices = choices(word);
                spec.converters(choices).completionCandidates(choices);
            }
            case OptionType.Images images -> spec.converters(new ValidationConverter())
                    .completionCandidates(new ValidationConverter());
            case OptionType.Networks networks -> spec.type(Pending.class)
                    .converters(new NetworkConverter())
                    .completionCandidates(new NetworkConverter());
            case OptionType.Layers layers -> spec.type(Pending.class)
                    .converters(OptionSpecs::layers);
            case OptionType.Flag flag -> spec.negatable(true);
            case OptionType.Whole whole -> {}
            case OptionType.Real real -> {}
            case OptionType.Bits bits -> {}
        }
        return spec.build();
    }

    private static Pending layers(String text) {
        return context -> LayerText.of(text);
    }

    private static <E extends Enum<E>> Choices<E> choices(OptionType.Word<E> word) {
        return new Choices<>(word.type());
    }
}
