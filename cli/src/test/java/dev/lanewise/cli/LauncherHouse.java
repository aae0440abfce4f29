package dev.lanewise.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.cli.testing.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A house with a copy of the launcher; its JDKs and its Maven are small scripts that say how they
 * were called.
 */
@Timeout(120)
abstract class LauncherHouse {
    static final Path LAUNCHER = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("lanewise");
    static final List<String> TOOLS = List.of("sh", "cat", "cksum", "dirname", "find",
            "flock", "iconv", "locale", "ls", "mkdir", "mv", "printf", "ps", "readlink", "rm",
            "rmdir", "sed",
            "sleep", "stty", "touch", "tr", "uname", "xargs");
    static final String JAVA = """
            #!/bin/sh
            [ "${REFUSE-}" != yes ] || { echo "Some flag is odd." >&2; exit 1; }
            echo "java of $0"
            for argument; do echo "[$argument]"; done
            if [ "${last-}" = stdin ]; then cat; fi
            for argument; do
                case $argument in
                    -XX:DumpLoadedClassList=*)
                        printf 'A id: 1\n@cp A 2\n' >"${argument#*=}"
                        exit 0
                        ;;
                    -XX:SharedClassListFile=*) cat "${argument#*=}" ;;
                esac
            done
            echo "LC_ALL=${LC_ALL-}"
            case " $* " in *' -version '*) exit 0 ;; esac
            exit 42
            """;
    static final String MAVEN = """
            #!/bin/sh
            echo "output of mvn"
            echo "$JAVA_HOME" "$@" >>"$HOUSE/mvn.log"
            [ -z "${BREAK-}" ] || exit 1
            mkdir -p "$HOUSE/cli/target/lib"
            [ -e "$HOUSE/cli/target/lib/a.jar" ] || echo jar >"$HOUSE/cli/target/lib/a.jar"
            echo jar >"$HOUSE/cli/target/lanewise-cli.jar"
            """;

    @TempDir
    Path directory;
    Path house;
    Path tools;
    final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void build() throws IOException {
        house = Files.createDirectories(directory.resolve("a house"));
        tools = Files.createDirectories(directory.resolve("tools"));
        Files.copy(LAUNCHER, house.resolve("lanewise"));
        for (String tool : TOOLS) {
            // Scripts and not links: JUnit warns of links that lead out of a temporary folder.
            script(tools.resolve(tool), "#!/bin/sh\nexec " + find(tool) + " \"$@\"\n");
        }
        for (String folder : List.of("engine/src/main", "mnist/src/main", "bench/src/main",
                "cli/src/main",
                ".mvn")) {
            Files.createDirectories(house.resolve(folder));
        }
        for (String file : List.of("pom.xml", "engine/pom.xml", "mnist/pom.xml",
                "bench/pom.xml", "cli/pom.xml",
                "engine/src/main/A.java")) {
            Files.createFile(house.resolve(file));
        }
        Path options = Files.createDirectories(house.resolve("cli/src/main/launcher"));
        try (var files = Files.list(LAUNCHER.resolveSibling("cli/src/main/launcher"))) {
            for (Path file : files.toList()) {
                Files.copy(file, options.resolve(file.getFileName()));
            }
        }
        script(tools.resolve("mvn"), MAVEN);
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("HOUSE", house.toString());
        environment.put("PATH", tools.toString());
        environment.put("HOME", directory.toString());
        environment.put("JAVA_HOME", jdk("jdk-25", "25.0.1").toString());
        makeOld(house);
    }

    static Path find(String tool) {
        Path found = Path.of("/usr/bin", tool);
        return Files.exists(found) ? found : Path.of("/bin", tool);
    }

    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    Path jdk(String name, String version) throws IOException {
        Path home = directory.resolve(name);
        script(home.resolve("bin/java"), JAVA);
        script(home.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(home.resolve("release"),
                "IMPLEMENTOR=\"Someone\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
        return home;
    }

    static void makeOld(Path folder) throws IOException {
        FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, old);
            }
        }
    }

    Outcome launch(String... arguments) throws IOException, InterruptedException {
        return launch(house.resolve("lanewise"), directory, arguments);
    }

    Outcome launch(Path launcher, Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(List.of(arguments));
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var input = process.outputWriter()) {
            input.write("what is piped in\n");
        } catch (IOException e) {
            // It ended before, and read nothing.
        }
        String out = new String(process.getInputStream().readAllBytes(),
                StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out,
                new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
    }

    void requireAtLeast(int feature) throws IOException {
        Path launcher = house.resolve("lanewise");
        String text = Files.readString(launcher);
        String changed = text.replace("least=25 ", "least=" + feature + " ");
        assertFalse(changed.equals(text));
        Files.writeString(launcher, changed);
    }
}
