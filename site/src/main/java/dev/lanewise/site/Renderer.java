package dev.lanewise.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Writes the pages of the menu, and all that they link to in the project. */
final class Renderer implements AutoCloseable {
    /** Where a name in a narrow table may go on in the next line. */
    private static final Pattern BREAK = Pattern.compile("[._(=](?=\\w)|[a-z](?=[A-Z])");

    private final Path project;
    private final Path site;
    private final Navigation navigation;
    private final Layout layout;
    private final ManPages manual = new ManPages();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private int pages;

    Renderer(Path project, Path site, Navigation navigation) throws IOException {
        this.project = project;
        this.site = site;
        this.navigation = navigation;
        this.layout = new Layout(navigation);
    }

    int pages() {
        return pages;
    }

    void writeAll() throws IOException {
        Files.writeString(site.resolve("site.css"), Navigation.resource("site.css"));
        for (Navigation.Item item : navigation.items()) {
            if (Files.exists(project.resolve(item.name()))) {
                want(item.name());
            }
        }
        while (!open.isEmpty()) {
            write(open.remove());
        }
    }

    private void want(String name) {
        if (seen.add(Source.target(project, name))) {
            open.add(name);
        }
    }

    private void write(String name) throws IOException {
        String target = Source.target(project, name);
        Path file = site.resolve(target);
        Files.createDirectories(file.getParent());
        if (Source.isPicture(name)) {
            Files.copy(project.resolve(name), file);
            return;
        }
        Document body = Jsoup.parseBodyFragment(body(name));
        body.outputSettings().prettyPrint(false);
        // Links in a folder's page are relative to the page that it shows.
        String from = Files.isDirectory(project.resolve(name)) ? name + "/README.md" : name;
        for (Element link : body.select("a[href]")) {
            link.attr("href", resolve(from, target, link.attr("href")));
        }
        for (Element picture : body.select("img[src]")) {
            picture.attr("src", resolve(from, target, picture.attr("src")));
        }
        String title = Source.title(project, name);
        if (name.endsWith(".adoc")) {
            // AsciiDoc says "(1) Manual Page" behind the name.
            body.select("h1").forEach(heading -> heading.text(title));
        }
        for (Element code : body.select("td code")) {
            code.html(BREAK.matcher(code.html()).replaceAll("$0<wbr>"));
        }
        for (Element table : body.select("table")) {
            table.wrap("<div class=\"table\" tabindex=\"0\"></div>");
        }
        Files.writeString(file, layout.page(target, title, body.body()));
        pages++;
    }

    private String body(String name) throws IOException {
        Path file = project.resolve(name);
        if (Files.isDirectory(file)) {
            Path readme = file.resolve("README.md");
            return Files.exists(readme)
                    ? Markdown.html(Files.readString(readme))
                    : listing(name, file);
        }
        String text = Files.readString(file);
        if (name.endsWith(".md")) {
            return Markdown.html(text);
        }
        if (name.endsWith(".adoc")) {
            return manual.html(text);
        }
        return "<h1>" + Layout.escape(file.getFileName().toString()) + "</h1><pre><code>"
                + Layout.escape(text) + "</code></pre>";
    }

    /** A list of what a folder holds: folders, pages and sources. */
    private String listing(String name, Path folder) throws IOException {
        StringBuilder html = new StringBuilder("<h1>")
                .append(Layout.escape(Source.title(project, name)))
                .append("</h1><ul class=\"pages\">");
        for (Path file : Source.shown(folder)) {
            html.append("<li><a href=\"")
                    .append(Layout.escape(file.getFileName().toString()))
                    .append("\">")
                    .append(Layout.escape(Source.title(project, Source.name(project, file))))
                    .append("</a></li>");
        }
        return html.append("</ul>").toString();
    }

    /** A link as the site has it; what it leads to in the project will be written, too. */
    private String resolve(String from, String page, String link) {
        if (link.startsWith("#") || link.contains(":")) {
            return link;
        }
        String[] parts = link.split("#", 2);
        Path to = project.resolve(from).resolveSibling(parts[0]).normalize();
        if (!to.startsWith(project) || !Files.exists(to)) {
            throw new SiteException(from + " must link to files of the project; there is no "
                    + parts[0] + ".");
        }
        String name = Source.name(project, to);
        want(name);
        return Layout.relative(page, Source.target(project, name))
                + (parts.length > 1 ? "#" + parts[1] : "");
    }

    @Override
    public void close() {
        manual.close();
    }
}
