package dev.lanewise.cli.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** What every chart must be. */
public final class Scenes {
    private Scenes() {}

    /** Words lie in the scene and apart from one another; both drawings can be made of it. */
    public static void check(Scene scene) {
        List<Mark.Words> words = words(scene);
        for (int i = 0; i < words.size(); i++) {
            Mark.Extent one = words.get(i).extent();
            assertTrue(one.isIn(scene), words.get(i) + " in " + scene.width() + " × "
                    + scene.height());
            for (int j = i + 1; j < words.size(); j++) {
                assertFalse(one.overlaps(words.get(j).extent()),
                        words.get(i) + " and " + words.get(j));
            }
        }
        Document document = xml(scene.svgFile());
        assertEquals(words.size(), document.getElementsByTagName("text").getLength());
        assertEquals(scene.description(),
                document.getDocumentElement().getAttribute("aria-label"));
        assertFalse(scene.svg().contains("//"), "an address in a page");
        assertFalse(scene.svg()
                .matches("(?s).*(points|x|y|cx|cy|r|width|height)=\"[^\"]*(NaN|Infinity).*"));
        BufferedImage picture = scene.picture();
        assertEquals(2 * scene.width(), picture.getWidth());
        assertEquals(2 * scene.height(), picture.getHeight());
    }

    /** All words of a scene. */
    public static List<Mark.Words> words(Scene scene) {
        return scene.marks()
                .stream()
                .filter(Mark.Words.class::isInstance)
                .map(Mark.Words.class::cast)
                .toList();
    }

    /** The texts of a scene. */
    public static List<String> texts(Scene scene) {
        return words(scene).stream().map(Mark.Words::text).toList();
    }

    private static Document xml(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(svg, e);
        }
    }
}
