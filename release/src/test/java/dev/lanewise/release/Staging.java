package dev.lanewise.release;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder as {@code mvn deploy} fills it, with one jar and the BOM, and signatures that are words. */
final class Staging {
    /** Takes the words of {@link #sign}. */
    static final Signatures WORDS = (file, signature) -> Files.readString(signature)
            .equals(signature(file));

    final Path root;

    Staging(Path root) throws IOException {
        this.root = root;
        write("lanewise-engine", ".pom", pom("lanewise-engine", "jar", ""));
        jar("", "module-info.class", "META-INF/LICENSE");
        jar("-sources", "module-info.java");
        jar("-javadoc", "index.html");
        write("lanewise-engine", "-cyclonedx.json", "{}");
        write("lanewise-bom", ".pom", pom("lanewise-bom", "pom", "<dependencyManagement>"
                + "<dependencies>" + dependency("lanewise-engine", "1.0") + "</dependencies>"
                + "</dependencyManagement>"));
        write("lanewise-bom", "-cyclonedx.json", "{}");
    }

    static String dependency(String artifact, String version) {
        return "<dependency><groupId>dev.lanewise</groupId><artifactId>" + artifact
                + "</artifactId><version>" + version + "</version></dependency>";
    }

    private static String pom(String artifact, String packaging, String more) {
        return """
                <project>
                <modelVersion>4.0.0</modelVersion>
                <groupId>dev.lanewise</groupId><artifactId>%s</artifactId><version>1.0</version>
                <packaging>%s</packaging><name>N</name><description>D</description><url>U</url>
                <inceptionYear>2026</inceptionYear>
                <licenses><license><name>L</name><url>U</url></license></licenses>
                <developers><developer><name>N</name><organization>O</organization>
                <organizationUrl>U</organizationUrl></developer></developers>
                <scm><connection>C</connection><developerConnection>C</developerConnection>
                <url>U</url></scm>
                <issueManagement><url>U</url></issueManagement>
                %s
                </project>
                """.formatted(artifact, packaging, more);
    }

    Path file(String artifact, String ending) {
        return root.resolve("dev/lanewise/" + artifact + "/1.0/" + artifact + "-1.0" + ending);
    }

    /** Writes a file, its sums and its signature. */
    void write(String artifact, String ending, String text) throws IOException {
        Path file = file(artifact, ending);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        sign(file);
    }

    /** Writes a jar of the engine, with empty files in it. */
    void jar(String ending, String... names) throws IOException {
        Path file = file("lanewise-engine", ending + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
            }
        }
        sign(file);
    }

    /** Puts other words in place of words of a POM. */
    void edit(String artifact, String words, String others) throws IOException {
        String text = Files.readString(file(artifact, ".pom"));
        if (!text.contains(words)) {
            throw new IllegalArgumentException(words + " must be in " + text);
        }
        write(artifact, ".pom", text.replace(words, others));
    }

    private static void sign(Path file) throws IOException {
        for (List<String> sum : List.of(List.of(".md5", "MD5"), List.of(".sha1", "SHA-1"))) {
            Files.writeString(beside(file, sum.getFirst()), digest(file, sum.getLast()));
        }
        Files.writeString(beside(file, ".asc"), signature(file));
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private static String signature(Path file) throws IOException {
        return "signature of " + digest(file, "SHA-1");
    }

    private static String digest(Path file, String algorithm) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
