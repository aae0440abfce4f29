package dev.lanewise.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of a small project, and the check of their links. */
class SiteTest {
    @TempDir
    Path folder;

    private Path project;
    private Path site;

    @BeforeEach
    void write() throws IOException {
        project = folder.resolve("project");
        site = folder.resolve("site");
        for (Navigation.Item item : Navigation.of(Path.of("..").toAbsolutePath().normalize())
                .items()) {
            if (item.name().endsWith(".md") || item.name().equals("LICENSE")) {
                put(item.name(), "# " + item.title() + "\n");
            } else if (!item.name().endsWith(".html")) {
                Files.createDirectories(project.resolve(item.name()));
            }
        }
        put("docs/examples/README.md",
                "# Examples\n\n[One](One.java), [more](more), [a task](../tutorial.md#a-task)\n");
        put("docs/examples/more/two/Two.java", "class Two {}\n");
        put("docs/examples/more/binary.bin", "0");
        put("docs/examples/One.java", "class One<T> {}\n");
        put("docs/decisions/0001-first.md", "# 1. The `first`\n");
        put("docs/tutorial.md",
                "# Tutorial\n\n## A task\n\n| a | b |\n|---|---|\n| 1 | `oneName.of` |\n\n"
                        + "![A picture](one.svg) [up](../README.md) [outside](https://example.org/a.md)\n");
        put("docs/one.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    }

    private void put(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Document page(String name) throws IOException {
        return Jsoup.parse(site.resolve(name));
    }

    private List<String> links(String page) throws IOException {
        return page(page).select("main a").eachAttr("href");
    }

    @Test
    void linksOfPagesLeadToPages() throws IOException {
        Site.build(project, site);
        assertTrue(links("docs/tutorial.html")
                .containsAll(List.of("../index.html", "https://example.org/a.md")));
        assertTrue(links("docs/examples/index.html").containsAll(List.of("One.java.html",
                "../tutorial.html#a-task")));
        assertEquals("one.svg", page("docs/tutorial.html").select("main img").attr("src"));
        assertTrue(Files.exists(site.resolve("docs/one.svg")));
        assertTrue(links("docs/decisions/index.html").contains("0001-first.html"));
    }

    @Test
    void pagesAreMadeAsGitHubDoes() throws IOException {
        Site.build(project, site);
        Document tutorial = page("docs/tutorial.html");
        assertEquals("A task", tutorial.select("h2#a-task").text());
        assertEquals("one<wbr>Name.<wbr>of", tutorial.select("div.table td code").html());
        assertEquals("class One<T> {}", page("docs/examples/One.java.html").select("pre").text());
        assertEquals("1. The first", page("docs/decisions/index.html").select(".pages a").text());
    }

    @Test
    void manualPagesAreConverted() throws IOException {
        put("docs/man/tool.adoc", "= tool(1)\n:doctype: manpage\n\n== Name\n\ntool - Does it.\n\n"
                + "== See\n\nxref:tool.adoc[*itself*]\n");
        Site.build(project, site);
        assertEquals("tool", page("docs/man/tool.html").select("h1").text());
        assertTrue(links("docs/man/tool.html").contains("tool.html"));
        assertTrue(links("docs/man/index.html").contains("tool.html"));
    }

    @Test
    void theMenuHasEveryPageOfDocsAndMarksTheOneShown() throws IOException {
        put("docs/new-page.md", "# Something new\n");
        Site.build(project, site);
        Document page = page("docs/new-page.html");
        assertEquals("Something new", page.select("header [aria-current=page]").text());
        assertTrue(page.select("header a").eachAttr("href").contains("../index.html"));
        assertEquals("Decisions",
                page("docs/decisions/0001-first.html").select("header [aria-current=true]").text());
    }

    @Test
    void aFolderShowsItsFoldersAndSources() throws IOException {
        Site.build(project, site);
        assertEquals(List.of("two/index.html"), links("docs/examples/more/index.html"));
        assertEquals(List.of("Two.java.html"), links("docs/examples/more/two/index.html"));
    }

    @Test
    void whatIsThereNoMoreIsGone() throws IOException {
        put("docs/new-page.md", "# Something new\n");
        Site.build(project, site);
        Files.delete(project.resolve("docs/new-page.md"));
        Site.build(project, site);
        assertFalse(Files.exists(site.resolve("docs/new-page.html")));
    }

    @Test
    void aLinkToNothingInTheProjectIsRefused() throws IOException {
        put("docs/tutorial.md", "# Tutorial\n\n[gone](gone.md)\n");
        SiteException e = assertThrows(SiteException.class, () -> Site.build(project, site));
        assertEquals("docs/tutorial.md must link to files of the project; there is no gone.md.",
                e.getMessage());
    }

    @Test
    void linksToNoFileNoPlaceAndFoldersAreFound() throws IOException {
        Files.createDirectories(site.resolve("sub"));
        Files.writeString(site.resolve("index.html"), """
                <h1 id="top">Top</h1><a name="old"></a>
                <a href="#top">1</a> <a href="#old">2</a> <a href="sub/a.html#b">3</a>
                <a href="https://example.org/">4</a> <a href="mailto:a@example.org">5</a>
                <a href="#bottom">6</a> <a href="sub/a.html#c">7</a> <img src="gone.png">
                <a href="sub">8</a>
                """);
        Files.writeString(site.resolve("sub/a.html"),
                "<p id=b>b</p><a href='../index.html'>up</a>");
        LinkChecker checker = LinkChecker.of(site);
        assertEquals(8, checker.links());
        assertEquals(List.of("index.html links to #bottom: the file has no such place",
                "index.html links to gone.png: there is no such file",
                "index.html links to sub/a.html#c: the file has no such place",
                "index.html links to sub: a folder; name its index.html"), checker.faults());
    }
}
