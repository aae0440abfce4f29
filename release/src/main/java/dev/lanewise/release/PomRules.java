package dev.lanewise.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A published POM, and what is wrong with it. */
final class PomRules {
    /** Elements that must be there, with a text in them. */
    private static final List<String> REQUIRED = List.of("modelVersion", "groupId", "artifactId",
            "version", "name", "description", "url", "licenses/license/name",
            "licenses/license/url", "developers/developer/name",
            "developers/developer/organization", "developers/developer/organizationUrl",
            "scm/connection", "scm/developerConnection", "scm/url", "issueManagement/url",
            "inceptionYear");
    /** Elements that would make a program resolve more than our jars. */
    private static final List<String> FORBIDDEN = List.of("parent", "profiles", "repositories",
            "pluginRepositories", "build", "distributionManagement");

    private final Element project;

    private PomRules(Element project) {
        this.project = project;
    }

    static PomRules read(Path pom) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new PomRules(
                    factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(pom + " must be XML, but is not: " + e.getMessage(), e);
        }
    }

    /** The text of an element, or "" if there is none. */
    String text(String path) {
        Element at = project;
        for (String name : path.split("/", -1)) {
            List<Element> found = children(at, name);
            if (found.isEmpty()) {
                return "";
            }
            at = found.getFirst();
        }
        return at.getTextContent().strip();
    }

    boolean isJar() {
        return !text("packaging").equals("pom");
    }

    /** The artifacts of its own group that it manages. */
    List<String> managed() {
        return children(project, "dependencyManagement").stream()
                .flatMap(management -> children(management, "dependencies").stream())
                .flatMap(all -> children(all, "dependency").stream())
                .map(dependency -> children(dependency, "artifactId").getFirst())
                .map(id -> id.getTextContent().strip())
                .toList();
    }

    /** What is wrong, as sentences without their subject. */
    List<String> findings(String text) {
        List<String> found = new ArrayList<>();
        REQUIRED.stream()
                .filter(path -> text(path).isEmpty())
                .map(path -> "must have <" + path + ">, but has none")
                .forEach(found::add);
        FORBIDDEN.stream()
                .filter(name -> !children(project, name).isEmpty())
                .map(name -> "must stand alone, but has <" + name + ">")
                .forEach(found::add);
        if (text.contains("${")) {
            found.add("must have no variables, but has one: "
                    + text.lines().filter(line -> line.contains("${")).findFirst().orElse(""));
        }
        NodeList dependencies = project.getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            dependency((Element) dependencies.item(i), found);
        }
        return found;
    }

    private static void dependency(Element dependency, List<String> found) {
        String id = children(dependency, "artifactId").getFirst().getTextContent().strip();
        List<Element> version = children(dependency, "version");
        if (version.isEmpty()) {
            found.add("must state the version of " + id + ", but does not");
        } else if (version.getFirst().getTextContent().contains("SNAPSHOT")) {
            found.add("must depend on releases, but wants " + id + " "
                    + version.getFirst().getTextContent().strip());
        }
        if (!id.startsWith("lanewise-")) {
            found.add("must need our jars alone, but names " + id);
        }
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(element -> element.getTagName().equals(name))
                .toList();
    }

    /** What is wrong with the POM in a file. */
    static List<String> findings(Path pom) throws IOException {
        return read(pom).findings(Files.readString(pom));
    }
}
