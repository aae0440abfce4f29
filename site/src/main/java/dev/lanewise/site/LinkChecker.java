package dev.lanewise.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Whether every link inside a site leads to a file of it, and to a place in that file if it names one.
 * Links to other sites aren't followed.
 *
 * @param links  how many inside the site were checked
 * @param faults a sentence for each that leads nowhere, by page
 */
record LinkChecker(int links, List<String> faults) {
    /** A link of a page as it is written. */
    private record Link(Path page, String to) {}

    /** Checks all pages below a folder. */
    static LinkChecker of(Path site) throws IOException {
        Map<Path, Set<String>> places = new HashMap<>();
        List<Link> links = new ArrayList<>();
        for (Path page : pages(site)) {
            Document document = Jsoup.parse(page);
            places.put(page, places(document));
            for (Element element : document.select("[href], [src]")) {
                String to = element.attr(element.hasAttr("href") ? "href" : "src");
                if (isInside(to)) {
                    links.add(new Link(page, to));
                }
            }
        }
        Set<String> faults = new TreeSet<>();
        for (Link link : links) {
            String fault = fault(link, places);
            if (!fault.isEmpty()) {
                faults.add(site.relativize(link.page()) + " links to " + link.to() + ": " + fault);
            }
        }
        return new LinkChecker(links.size(), List.copyOf(faults));
    }

    private static List<Path> pages(Path site) throws IOException {
        try (Stream<Path> files = Files.walk(site)) {
            return files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
        }
    }

    private static Set<String> places(Document document) {
        Set<String> places = new HashSet<>();
        document.select("[id]").forEach(element -> places.add(element.id()));
        document.select("a[name]").forEach(element -> places.add(element.attr("name")));
        return places;
    }

    private static boolean isInside(String link) {
        return !link.matches("(?s)[a-zA-Z][a-zA-Z+.-]*:.*") && !link.startsWith("//");
    }

    /** What is wrong with a link; empty if nothing is. */
    private static String fault(Link link, Map<Path, Set<String>> places) {
        URI uri = URI.create(link.to().replace(" ", "%20"));
        String path = uri.getPath();
        Path target = path.isEmpty()
                ? link.page()
                : link.page().resolveSibling(path).normalize();
        if (Files.isDirectory(target)) {
            return "a folder; name its index.html";
        }
        if (!Files.exists(target)) {
            return "there is no such file";
        }
        String place = uri.getFragment();
        boolean there = place == null || place.isEmpty() || places
                .getOrDefault(target, Set.of())
                .contains(place);
        return there ? "" : "the file has no such place";
    }
}
