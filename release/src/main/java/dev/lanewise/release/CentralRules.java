package dev.lanewise.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Says what Maven Central would refuse, and what we ask besides, in a folder that {@code mvn deploy} filled:
 *
 * <pre>java release/src/main/java/dev/lanewise/release/CentralRules.java FOLDER</pre>
 *
 * <p>It ends with code 1 and a sentence for each thing that is missing or wrong. The rules are those of <a
 * href="https://central.sonatype.org/publish/requirements/">Central's page of requirements</a>.
 */
public final class CentralRules {
    /** Endings of the files that stand beside each file, and the algorithms of the two sums. */
    private static final Map<String, String> SUMS = Map.of(".md5", "MD5", ".sha1", "SHA-1");
    private static final String SIGNATURE = ".asc";
    private static final String BOM = "lanewise-bom";

    private final Signatures signatures;
    private final List<String> findings = new ArrayList<>();

    private CentralRules(Signatures signatures) {
        this.signatures = signatures;
    }

    /**
     * Checks a folder.
     *
     * @param arguments the folder
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 1 || !Files.isDirectory(Path.of(arguments[0]))) {
            System.err.println("Give the folder that mvn deploy filled, and nothing else.");
            System.exit(2);
        }
        List<String> findings = check(Path.of(arguments[0]), Signatures.ofGnuPg());
        findings.forEach(System.err::println);
        System.out.println(findings.isEmpty()
                ? "Central will find what it asks for."
                : findings.size() + " things must be mended.");
        System.exit(findings.isEmpty() ? 0 : 1);
    }

    /** Gives a sentence for each thing that is missing or wrong. */
    static List<String> check(Path folder, Signatures signatures)
            throws IOException, InterruptedException {
        CentralRules rules = new CentralRules(signatures);
        rules.folder(folder);
        return rules.findings;
    }

    private void folder(Path folder) throws IOException, InterruptedException {
        List<Path> poms;
        try (Stream<Path> files = Files.walk(folder)) {
            poms = files.filter(file -> file.toString().endsWith(".pom")).sorted().toList();
        }
        TreeSet<String> jars = new TreeSet<>();
        TreeSet<String> managed = new TreeSet<>();
        for (Path pom : poms) {
            PomRules rules = PomRules.read(pom);
            PomRules.findings(pom).forEach(finding -> add(pom, finding));
            artifact(folder, pom, rules);
            if (rules.isJar()) {
                jars.add(rules.text("artifactId"));
            }
            managed.addAll(rules.managed());
        }
        if (!jars.equals(managed) || jars.isEmpty()) {
            findings.add(BOM + " must list the jars that are released, " + jars + ", but lists "
                    + managed + ".");
        }
    }

    private void add(Path file, String finding) {
        findings.add(file.getFileName() + " " + finding + ".");
    }

    /** One version of one artifact: the files beside its POM. */
    private void artifact(Path root, Path pom, PomRules rules)
            throws IOException, InterruptedException {
        String version = rules.text("version");
        String stem = rules.text("artifactId") + "-" + version;
        Path folder = root.resolve(rules.text("groupId").replace('.', '/'))
                .resolve(rules.text("artifactId"))
                .resolve(version);
        if (!pom.equals(folder.resolve(stem + ".pom"))) {
            add(pom, "must be in the folder that it names, " + root.relativize(folder));
            return;
        }
        if (version.endsWith("SNAPSHOT")) {
            add(pom, "must be a release, but is version " + version);
        }
        List<String> expected = new ArrayList<>(List.of(stem + ".pom", stem + "-cyclonedx.json"));
        if (rules.isJar()) {
            expected.addAll(List.of(stem + ".jar", stem + "-sources.jar", stem + "-javadoc.jar"));
        }
        for (String name : expected) {
            file(folder.resolve(name));
        }
        if (rules.isJar()) {
            jar(folder.resolve(stem + ".jar"), "module-info.class"::equals, "its module");
            jar(folder.resolve(stem + ".jar"), "META-INF/LICENSE"::equals, "its licence");
            jar(folder.resolve(stem + "-sources.jar"), name -> name.endsWith(".java"), "sources");
            jar(folder.resolve(stem + "-javadoc.jar"), "index.html"::equals, "Javadoc");
        }
        strangers(folder, expected);
    }

    /** A file must be there, with its sums and its signature. */
    private void file(Path file) throws IOException, InterruptedException {
        if (!Files.exists(file)) {
            add(file, "is missing");
            return;
        }
        for (Map.Entry<String, String> sum : SUMS.entrySet()) {
            Path beside = beside(file, sum.getKey());
            if (!Files.exists(beside)) {
                add(beside, "is missing");
            } else if (!Files.readString(beside).strip().equals(digest(file, sum.getValue()))) {
                add(beside, "must be the sum of its file, but is that of another");
            }
        }
        Path signature = beside(file, SIGNATURE);
        if (!Files.exists(signature)) {
            add(signature, "is missing");
        } else if (!signatures.verify(file, signature)) {
            add(signature,
                    "must be a signature of its file by a key that is known here, but is not");
        }
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private void jar(Path jar, Predicate<String> wanted, String what) throws IOException {
        if (!Files.exists(jar)) {
            return; // said already
        }
        try (JarFile open = new JarFile(jar.toFile())) {
            if (open.stream().noneMatch(entry -> wanted.test(entry.getName()))) {
                add(jar, "must hold " + what + ", but does not");
            }
        }
    }

    /** What else is there was not meant for others, such as tests. */
    private void strangers(Path folder, List<String> expected) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> expected.stream().noneMatch(name -> isBeside(file, name)))
                    .sorted()
                    .forEach(file -> add(file, "is no part of a release"));
        }
    }

    private static boolean isBeside(Path file, String name) {
        String own = file.getFileName().toString();
        return own.equals(name) || own.startsWith(name + SIGNATURE)
                || SUMS.keySet().stream().anyMatch(ending -> own.equals(name + ending));
    }

    private static String digest(Path file, String algorithm) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " comes with each JDK", e);
        }
    }
}
