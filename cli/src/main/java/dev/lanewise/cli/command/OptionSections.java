package dev.lanewise.cli.command;

import dev.lanewise.cli.option.TrainingOption;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lists a command's options under headings, by their group or the class that declares them. picocli's own way,
 * argument groups, would begin a group anew where an option is given twice, and so lose the group's
 * other options; here the last of several equal options counts and nothing else changes.
 */
final class OptionSections implements IHelpSectionRenderer {
    private static final String BASICS = "Basics";
    private static final String GENERAL = "General";

    private final Set<String> basics;
    private final Map<Class<?>, String> headings;

    /**
     * Sections.
     *
     * @param basics names of the options that come first, under a heading of their own
     * @param headings of the others that are not in the table, by class, which come behind those of the table;
     *            options of a class without heading come last
     */
    OptionSections(Set<String> basics, Map<Class<?>, String> headings) {
        this.basics = Set.copyOf(basics);
        this.headings = new LinkedHashMap<>(headings);
    }

    @Override
    public String render(Help help) {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        sections.put(BASICS, new ArrayList<>());
        for (TrainingOption.Group group : TrainingOption.Group.values()) {
            sections.put(group.heading(), new ArrayList<>());
        }
        headings.values().forEach(heading -> sections.putIfAbsent(heading, new ArrayList<>()));
        for (OptionSpec option : help.commandSpec().options()) {
            sections.computeIfAbsent(heading(option), h -> new ArrayList<>()).add(option);
        }
        StringBuilder text = new StringBuilder();
        sections.forEach((heading, options) -> text
                .append("\n" + heading + ":\n")
                .append(help.optionListExcludingGroups(options)));
        return text.toString();
    }

    private String heading(OptionSpec option) {
        if (basics.contains(option.longestName())) {
            return BASICS;
        }
        return switch (option.userObject()) {
            case TrainingOption<?> described -> described.group().heading();
            case Field field -> headings.getOrDefault(field.getDeclaringClass(), GENERAL);
            case null, default -> GENERAL;
        };
    }
}
