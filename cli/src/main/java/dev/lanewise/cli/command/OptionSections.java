package dev.lanewise.cli.command;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Lists a command's options under headings, by the class that declares them. picocli's own way,
 * argument groups, would begin a group anew where an option is given twice, and so lose the group's
 * other options; here the last of several equal options counts and nothing else changes.
 */
final class OptionSections implements IHelpSectionRenderer {
    private final Map<Class<?>, String> headings;

    /** Options of a class without heading come first. */
    OptionSections(Map<Class<?>, String> headings) {
        this.headings = new LinkedHashMap<>(headings);
    }

    @Override
    public String render(Help help) {
        Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
        sections.put("", new ArrayList<>());
        headings.values().forEach(heading -> sections.put(heading, new ArrayList<>()));
        for (OptionSpec option : help.commandSpec().options()) {
            sections.computeIfAbsent(heading(option), h -> new ArrayList<>()).add(option);
        }
        StringBuilder text = new StringBuilder();
        sections.forEach((heading, options) -> text
                .append(heading.isEmpty() ? "" : "\n" + heading + ":\n")
                .append(help.optionListExcludingGroups(options)));
        return text.toString();
    }

    private String heading(OptionSpec option) {
        return option.userObject() instanceof Field field
                ? headings.getOrDefault(field.getDeclaringClass(), "")
                : "";
    }
}
