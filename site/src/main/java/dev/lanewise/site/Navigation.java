package dev.lanewise.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the menu shows, in order: sections of pages. Pages of {@code docs} that {@code
 * navigation.txt} doesn't name come last, so that none is lost.
 *
 * @param sections in order
 */
record Navigation(List<Section> sections) {
    /**
     * A heading of the menu and what stands below it.
     *
     * @param name  the heading
     * @param items in order
     */
    record Section(String name, List<Item> items) {}

    /**
     * A line of the menu.
     *
     * @param name   of the file or folder in the project; of a page of the site if it isn't there
     * @param target the page of the site
     * @param title  what the menu says
     */
    record Item(String name, String target, String title) {}

    static Navigation of(Path project) throws IOException {
        List<Section> sections = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (String line : resource("navigation.txt").lines().toList()) {
            if (line.startsWith("# ")) {
                sections.add(new Section(line.substring(2), new ArrayList<>()));
            } else if (!line.isBlank()) {
                Item item = item(project, line.split(" +", 2));
                named.add(item.name());
                sections.getLast().items().add(item);
            }
        }
        List<Item> more = more(project, named);
        if (!more.isEmpty()) {
            sections.add(new Section("More", more));
        }
        return new Navigation(List.copyOf(sections));
    }

    private static Item item(Path project, String[] words) throws IOException {
        String name = words[0];
        if (!name.endsWith(".html") && !Files.exists(project.resolve(name))) {
            throw new SiteException("navigation.txt must name files of the project; there is no "
                    + name + ".");
        }
        return new Item(name,
                name.endsWith(".html") ? name : Source.target(project, name),
                words.length > 1 ? words[1] : Source.title(project, name));
    }

    private static List<Item> more(Path project, Set<String> named) throws IOException {
        List<Item> items = new ArrayList<>();
        for (Path file : files(project.resolve("docs"), ".md")) {
            String name = Source.name(project, file);
            if (!named.contains(name)) {
                items.add(item(project, new String[]{name}));
            }
        }
        return items;
    }

    /** The files of a folder with an ending, without those below it, by name. */
    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Navigation.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new SiteException("The resource " + name + " is absent; build again.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** All lines, in order. */
    List<Item> items() {
        return sections.stream().flatMap(section -> section.items().stream()).toList();
    }
}
