package dev.lanewise.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.nodes.Element;

/** What all pages have around their text: the head, the menu, and the way to the next page. */
final class Layout {
    private static final int FEWEST_HEADINGS = 2;

    private final Navigation navigation;
    private final String template;

    Layout(Navigation navigation) throws IOException {
        this.navigation = navigation;
        this.template = Navigation.resource("page.html");
    }

    /**
     * A whole page.
     *
     * @param target the file of the site
     * @param title  in plain text
     * @param body   what the page says
     */
    String page(String target, String title, Element body) {
        return template.replace("${title}", escape(title))
                .replace("${root}", root(target))
                .replace("${menu}", menu(target, body))
                .replace("${around}", around(target))
                .replace("${body}", body.html());
    }

    private String menu(String target, Element body) {
        StringBuilder html = new StringBuilder();
        for (Navigation.Section section : navigation.sections()) {
            html.append("<p>").append(escape(section.name())).append("</p>\n<ul>\n");
            for (Navigation.Item item : section.items()) {
                boolean here = item.target().equals(target);
                String mark = here ? "aria-current=\"page\""
                        : isBelow(target, item) ? "aria-current=\"true\"" : "";
                html.append("<li>").append(link(target, item, mark));
                if (here) {
                    html.append(headings(body));
                }
                html.append("</li>\n");
            }
            html.append("</ul>\n");
        }
        return html.toString();
    }

    /** Whether a page that isn't in the menu stands in a folder that is. */
    private boolean isBelow(String target, Navigation.Item item) {
        int folder = item.target().lastIndexOf("/index.html") + 1;
        return folder > 0 && target.startsWith(item.target().substring(0, folder))
                && navigation.items().stream().noneMatch(other -> other.target().equals(target));
    }

    /** The second-level headings of a page, to jump to. */
    private static String headings(Element body) {
        List<Element> headings = body.select("h2[id]");
        if (headings.size() < FEWEST_HEADINGS) {
            return "";
        }
        StringBuilder html = new StringBuilder("<ul>");
        for (Element heading : headings) {
            html.append("<li><a href=\"#")
                    .append(escape(heading.id()))
                    .append("\">")
                    .append(escape(heading.text()))
                    .append("</a></li>");
        }
        return html.append("</ul>").toString();
    }

    /** Links to the pages before and after a page of the menu. */
    private String around(String target) {
        List<Navigation.Item> items = navigation.items();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).target().equals(target)) {
                return (i == 0 ? "" : link(target, items.get(i - 1), "rel=\"prev\""))
                        + (i == items.size() - 1
                                ? ""
                                : link(target, items.get(i + 1), "rel=\"next\""));
            }
        }
        return "";
    }

    private static String link(String from, Navigation.Item to, String attribute) {
        return "<a href=\"" + relative(from, to.target()) + "\" " + attribute + ">"
                + escape(to.title()) + "</a>";
    }

    /** The way from a page to a file of the site. */
    static String relative(String from, String to) {
        Path folder = Path.of("/", from, "..").normalize();
        return folder.relativize(Path.of("/", to)).toString().replace('\\', '/');
    }

    /** The way from a page to the folder of the site, with a slash at its end. */
    private static String root(String from) {
        return "../".repeat(Path.of(from).getNameCount() - 1);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
